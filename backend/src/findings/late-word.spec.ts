import { opened } from './finding-join.js';
import { draftOf, type Finding } from './finding.js';
import { joiningOf, type Late } from './late-word.js';
import { type Observation } from './observation.js';
import { newStanding, type Standing } from './standing.js';

const FIRST = { scanId: 'scan-1', at: '2026-01-01T00:00:00.000Z' };
const SECOND = { scanId: 'scan-2', at: '2026-01-02T00:00:00.000Z' };
const THIRD = { scanId: 'scan-3', at: '2026-01-03T00:00:00.000Z' };

const SEEN: Observation = {
  weakness: 'net.cleartext.telnet',
  rule: 'telnet',
  endpoint: { host: '192.0.2.1', port: 23 },
  evidence: 'login:',
};
const draft = (part: Partial<Observation> = {}) => draftOf({ ...SEEN, ...part });
const word = { ...SECOND, tool: 'one' };
const late = (part: Partial<Late> = {}): Late => ({ seenAt: SECOND.at, ...part });

/** A finding as the scan said that saw it last. */
function known(by: { scanId: string; at: string }, standing: Partial<Standing> = {}): Finding {
  const { finding } = opened('finding', draft(), { ...by, tool: 'one' });
  return { ...finding, standing: { ...newStanding(by), ...standing } };
}

describe('the word of a scan of the past', () => {
  it('is like any other word when it comes in time', () => {
    const { finding } = joiningOf(undefined).opened('id', draft(), word);

    expect(finding.standing).toEqual(newStanding(SECOND));
  });

  it('opens a finding that is seen since that scan', () => {
    const { finding } = joiningOf(late()).opened('id', draft(), word);

    expect(finding).toMatchObject({ firstSeenAt: SECOND.at, lastScanId: 'scan-2', standing: newStanding(SECOND) });
  });

  it('opens one that is unknown since the scan that came after', () => {
    const { finding } = joiningOf(late({ followedBy: THIRD })).opened('id', draft(), word);

    expect(finding.standing).toMatchObject({ state: 'open', presence: 'unknown', scanId: 'scan-3', since: THIRD.at });
  });

  it('leaves what a newer scan says, and adds to what is known of the weakness', () => {
    const before = known(THIRD);

    const { finding, sighting } = joiningOf(late()).joined(
      before,
      undefined,
      draft({ severity: 'critical', title: 'Other words', cwe: [9999] }),
      word,
    );

    expect(finding).toEqual({ ...before, cwe: [319, 9999] });
    expect(sighting).toMatchObject({ scanId: 'scan-2', severity: 'critical', seenAt: SECOND.at });
  });

  it('is the last word when nobody has seen the finding since', () => {
    const { finding } = joiningOf(late()).joined(known(FIRST), undefined, draft({ severity: 'critical' }), word);

    expect(finding).toMatchObject({ severity: 'critical', lastScanId: 'scan-2', standing: { presence: 'seen' } });
  });

  it('takes back that the same scan or an earlier one called it gone', () => {
    const gone = known(FIRST, { state: 'fixed', presence: 'gone', scanId: 'scan-2' });

    const { finding } = joiningOf(late()).joined(gone, undefined, draft(), word);

    expect(finding.standing).toEqual({
      state: 'reopened',
      presence: 'seen',
      since: SECOND.at,
      scanId: 'scan-2',
      reopenedAt: SECOND.at,
    });
  });

  it('leaves what a newer scan has proven', () => {
    const gone = known(FIRST, { state: 'fixed', presence: 'gone', scanId: 'scan-3' });

    const { finding } = joiningOf(late({ followedBy: THIRD })).joined(gone, undefined, draft(), word);

    expect(finding.standing).toEqual(gone.standing);
  });

  it('makes an unknown finding a seen one, and leaves what is decided', () => {
    const reopenedAt = FIRST.at;
    const unknown = known(FIRST, {
      state: 'fixed',
      presence: 'unknown',
      scanId: 'scan-2',
      reason: 'doubt',
      reopenedAt,
    });

    const { finding } = joiningOf(late()).joined(unknown, undefined, draft(), word);

    expect(finding.standing).toEqual({
      state: 'fixed',
      presence: 'seen',
      since: SECOND.at,
      scanId: 'scan-2',
      reopenedAt,
    });
  });

  it.each(['fixed', 'confirmed', 'false_positive', 'accepted_risk'] as const)(
    'leaves that people have decided %s',
    (state) => {
      const decided = known(FIRST, { state });

      const { finding } = joiningOf(late()).joined(decided, undefined, draft(), word);

      expect(finding.standing).toEqual(decided.standing);
    },
  );
});
