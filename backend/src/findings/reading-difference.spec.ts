import { draftOf } from './finding.js';
import { type Report } from './findings.repository.js';
import { type Observation } from './observation.js';
import { DifferenceRecord, isNothing, type ReadingDifference } from './reading-difference.js';
import { digestOf, listsOf, ReadingComparison, type StoredFinding, type StoredReading } from './run-reading.js';

const TELNET: Observation = {
  weakness: 'net.cleartext.telnet',
  rule: 'telnet',
  endpoint: { host: '192.0.2.1', port: 23 },
  toolSeverity: 'bad',
  evidence: 'login:',
};
const FTP: Observation = { ...TELNET, weakness: 'net.cleartext.ftp', rule: 'ftp', evidence: '220' };

const reportOf = (observation: Observation): Report => ({ observation, draft: draftOf(observation) });

/** What would be stored of these observations. */
function stored(observations: readonly Observation[], wordsOf: StoredFinding['wordsOf'] = 'this run'): StoredReading {
  const reports = observations.map(reportOf);
  return {
    words: reports.map(({ observation, draft: { fingerprint, severity } }, position) => ({
      id: `observation-${position}`,
      findingId: `finding-${fingerprint}`,
      fingerprint,
      own: '',
      rule: observation.rule,
      severity,
      ...(observation.toolSeverity === undefined ? {} : { toolSeverity: observation.toolSeverity }),
      evidenceDigest: digestOf(observation.evidence),
    })),
    findings: new Map(
      reports.map(({ draft }) => [
        draft.fingerprint,
        {
          id: `finding-${draft.fingerprint}`,
          weakness: draft.weakness,
          endpoint: draft.endpoint,
          title: draft.title,
          state: 'open',
          descriptionDigest: digestOf(draft.description),
          remediationDigest: digestOf(draft.remediation),
          lists: new Set(listsOf(draft)),
          wordsOf,
        },
      ]),
    ),
  };
}

function differenceOf(then: StoredReading, now: readonly Observation[], subject = 'run'): ReadingDifference {
  const comparison = new ReadingComparison(then);
  const record = new DifferenceRecord(subject, then);
  for (const observation of now) record.take(comparison.take(reportOf(observation)));
  return record.end(comparison.count, comparison.vanished());
}

describe('the difference of two readings', () => {
  it('is nothing when the same is read, in whatever order and however often', () => {
    const difference = differenceOf(stored([TELNET, FTP]), [FTP, TELNET, { ...FTP, evidence: 'said again' }]);

    expect(isNothing(difference)).toBe(true);
    expect(difference).toMatchObject({ before: 2, after: 2 });
  });

  it('names what comes and what goes', () => {
    const difference = differenceOf(stored([TELNET]), [FTP]);

    expect(difference.added).toMatchObject({ count: 1, items: [{ weakness: FTP.weakness, rule: 'ftp' }] });
    expect(difference.vanished).toMatchObject({ count: 1, items: [{ weakness: TELNET.weakness, state: 'open' }] });
  });

  it('takes another rule of the same finding for another observation', () => {
    const difference = differenceOf(stored([TELNET]), [TELNET, { ...TELNET, rule: 'banner' }]);

    expect([difference.added.count, difference.changed.count]).toEqual([1, 0]);
  });

  it.each<[string, Partial<Observation>, readonly string[]]>([
    ['severity', { severity: 'critical' }, ['severity']],
    ["tool's own severity", { toolSeverity: 'worse' }, ['severity']],
    ['evidence', { evidence: 'password:' }, ['evidence']],
    ['title', { title: 'Telnet!' }, ['title']],
    ['description', { description: 'Everybody reads along.' }, ['description']],
    ['remedy', { remediation: 'Use SSH.' }, ['remediation']],
    ['list of CVEs', { cve: ['CVE-2020-10188'] }, ['references']],
  ])('sees another %s', (_, part, fields) => {
    const { changed } = differenceOf(stored([TELNET]), [{ ...TELNET, ...part }]);

    expect(changed).toMatchObject({ count: 1, items: [{ fields, before: { severity: 'high' } }] });
  });

  it('does not take the words of another run for changed ones', () => {
    const difference = differenceOf(stored([TELNET], 'another run'), [{ ...TELNET, title: 'Telnet!' }]);

    expect(isNothing(difference)).toBe(true);
  });

  it('takes the words of a finding from the first of its observations', () => {
    const banner = { ...TELNET, rule: 'banner' };

    const difference = differenceOf(stored([TELNET, banner]), [TELNET, { ...banner, title: 'Said later' }]);

    expect(isNothing(difference)).toBe(true);
  });

  it('names the first hundred, and counts all', () => {
    const many = Array.from({ length: 250 }, (_, number) => ({ ...FTP, discriminator: String(number) }));

    const { added, vanished } = differenceOf(stored([TELNET]), many);

    expect([added.count, added.items.length, vanished.count]).toEqual([250, 100, 1]);
  });

  describe('has a digest', () => {
    const now = [{ ...TELNET, evidence: 'password:' }];

    it('that stays the same for the same difference', () => {
      expect(differenceOf(stored([TELNET]), now).digest).toBe(differenceOf(stored([TELNET]), now).digest);
    });

    it.each<[string, ReadingDifference]>([
      ['run', differenceOf(stored([TELNET]), now, 'another')],
      ['stored evidence', differenceOf(stored([{ ...TELNET, evidence: 'Login:' }]), now)],
      ['stored severity', differenceOf(stored([{ ...TELNET, severity: 'low' }]), now)],
      ['evidence of today', differenceOf(stored([TELNET]), [{ ...TELNET, evidence: 'Password:' }])],
      ['observation beside it', differenceOf(stored([TELNET]), [...now, FTP])],
      ['stored observation beside it', differenceOf(stored([TELNET, FTP]), now)],
    ])('that is another one for another %s', (_, other) => {
      expect(other.digest).not.toBe(differenceOf(stored([TELNET]), now).digest);
    });
  });
});
