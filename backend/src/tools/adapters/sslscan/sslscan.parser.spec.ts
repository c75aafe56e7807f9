import fc from 'fast-check';
import { findWeakness } from '../../../findings/weakness-catalogue.js';
import {
  CLEAN_EXIT,
  KILLED_EXIT,
  readFixture,
  replay,
  type Replay,
  TIMED_OUT_EXIT,
  weaknessesIn,
} from '../../testing/parser-replay.js';
import { type ToolRunRequest } from '../../tool-adapter.js';
import { sslscan } from './sslscan.adapter.js';

const FAMILIES = [...sslscan.manifest.families].sort();

function fixture(name: string): string {
  return readFixture('sslscan', name);
}

function requestFor(host: string): ToolRunRequest {
  const endpoint = { host, address: '127.0.0.1', port: 443, protocol: 'https', path: '/login' } as const;
  return { endpoint, profile: 'standard', settings: {} };
}

function play(stdout: string, change: Partial<Replay> & { host?: string } = {}) {
  const { host = '127.0.0.1', ...rest } = change;
  return replay(sslscan, { request: requestFor(host), output: { stdout }, ...rest });
}

function statusesIn({ verdict }: ReturnType<typeof play>): Record<string, string> {
  return Object.fromEntries(verdict.coverage.map(({ family, status }) => [family, status]));
}

/** A report of a server with TLS 1.2 only, and more elements. */
function reportWith(elements: string): string {
  const protocols = [
    ['ssl', '2', 0],
    ['ssl', '3', 0],
    ['tls', '1.0', 0],
    ['tls', '1.1', 0],
    ['tls', '1.2', 1],
    ['tls', '1.3', 1],
  ].map(([type, version, enabled]) => `<protocol type="${type}" version="${version}" enabled="${enabled}" />`);
  return `<document><ssltest host="h" port="443">${protocols.join('')}${elements}</ssltest></document>`;
}

describe('the weaknesses that sslscan shows', () => {
  it('of a weak nginx', () => {
    const run = play(fixture('success-weak.xml'));

    expect(weaknessesIn(run)).toEqual(
      expect.arrayContaining([
        'tls.certificate.expired',
        'tls.certificate.self-signed',
        'tls.certificate.small-key',
        'tls.certificate.weak-signature',
        'tls.cipher.anonymous',
        'tls.cipher.cbc-sha1',
        'tls.cipher.no-forward-secrecy',
        'tls.cipher.null',
        'tls.dh.weak',
        'tls.protocol.tls1_0',
        'tls.protocol.tls1_1',
        'tls.protocol.tls1_3.missing',
      ]),
    );
    expect(weaknessesIn(run)).not.toContain('tls.protocol.ssl3');
    expect(weaknessesIn(run)).not.toContain('tls.protocol.tls1_2.missing');
    expect(run.verdict.outcome).toBe('succeeded');
  });

  it('of a legacy Java server, whose old suites have IANA names', () => {
    const weaknesses = weaknessesIn(play(fixture('success-legacy-java.xml')));

    expect(weaknesses).toEqual(
      expect.arrayContaining([
        'tls.cipher.3des',
        'tls.cipher.anonymous',
        'tls.cipher.des',
        'tls.cipher.export',
        'tls.cipher.rc4',
        'tls.protocol.ssl3',
      ]),
    );
    expect(weaknesses).not.toContain('tls.dh.weak');
  });

  it('of a good server, which keeps its modern suites to itself', () => {
    const run = play(fixture('success-good.xml'), { host: 'good.test' });

    expect(weaknessesIn(run)).toEqual([]);
    expect(run.verdict.outcome).toBe('succeeded');
  });

  it('of a certificate for another host', () => {
    expect(weaknessesIn(play(fixture('success-wrong-host.xml'), { host: 'good.test' }))).toContain(
      'tls.certificate.hostname-mismatch',
    );
  });

  it('belong to the service, without the path of the page', () => {
    const { observations } = play(fixture('success-weak.xml'));

    expect(new Set(observations.map(({ endpoint }) => JSON.stringify(endpoint)))).toEqual(
      new Set([
        JSON.stringify({ host: '127.0.0.1', address: '127.0.0.1', port: 443, transport: 'tcp', protocol: 'https' }),
      ]),
    );
  });

  it('are one each, with the lines of the report as evidence', () => {
    const { observations } = play(fixture('success-weak.xml'));
    const evidenceOf = (weakness: string) => observations.find((seen) => seen.weakness === weakness)?.evidence;

    expect(observations).toHaveLength(new Set(observations.map(({ weakness }) => weakness)).size);
    expect(evidenceOf('tls.protocol.tls1_0')).toBe('<protocol type="tls" version="1.0" enabled="1" />');
    expect(evidenceOf('tls.dh.weak')).toContain('id="0x009F" strength="strong" dhebits="1024" />');
    expect(evidenceOf('tls.certificate.weak-signature')).toContain('signed with sha1WithRSAEncryption');
    expect(evidenceOf('tls.certificate.expired')).toContain('valid until 2021-01-01T00:00:00.000Z');
  });

  it('have names of the catalogue, or words of their own', () => {
    const named = [
      ...play(fixture('success-weak.xml')).observations,
      ...play(fixture('success-legacy-java.xml')).observations,
    ];

    for (const { weakness, title, severity } of named) {
      if (findWeakness(weakness) === undefined) expect([title, severity]).not.toContain(undefined);
    }
  });

  it.each([
    ['<heartbleed sslversion="TLSv1.2" vulnerable="1" />', 'tls.vulnerability.heartbleed'],
    ['<compression supported="1" />', 'tls.vulnerability.crime'],
    ['<renegotiation supported="1" secure="0" />', 'tls.vulnerability.insecure-renegotiation'],
    ['<fallback supported="0" />', 'tls.vulnerability.fallback-scsv.missing'],
    ['<group sslversion="TLSv1.2" bits="80" name="sect163k1" id="0x0001" />', 'sslscan.group.weak'],
    ['<cipher sslversion="TLSv1.2" cipher="NEW-CIPHER" id="0xFAFA" strength="weak" />', 'sslscan.cipher.weak'],
  ])('include what %s says', (element, weakness) => {
    expect(weaknessesIn(play(reportWith(element)))).toEqual([weakness]);
  });

  it.each([
    '<heartbleed sslversion="TLSv1.2" vulnerable="0" />',
    '<compression supported="0" />',
    '<renegotiation supported="1" secure="1" />',
    '<renegotiation supported="0" secure="0" />',
    '<fallback supported="1" />',
    '<cipher sslversion="TLSv1.3" cipher="TLS_AES_128_GCM_SHA256" id="0x1301" strength="acceptable" />',
    '<cipher sslversion="TLSv1.2" cipher="X" id="0xC02F" strength="strong" dhebits="2048" />',
  ])('do not include the good that %s says', (element) => {
    expect(weaknessesIn(play(reportWith(element)))).toEqual([]);
  });
});

describe('how a run of sslscan ended', () => {
  it('is a success that claims no more than sslscan checks', () => {
    const run = play(fixture('success-good.xml'), { host: 'good.test' });

    expect(statusesIn(run)).toEqual({
      'tls.protocols': 'ran',
      'tls.ciphers': 'partial',
      'tls.certificate': 'partial',
      'tls.vulnerabilities': 'partial',
    });
    const reasons = run.verdict.coverage.map(({ reason }) => reason ?? '').join('\n');
    expect(reasons).toContain('tried only heartbleed');
    expect(reasons).toContain('chain of trust');
  });

  it.each([
    ['not-tls-port.xml', /does not answer as TLS/],
    ['tarpit.xml', /does not answer as TLS/],
    ['target-down.xml', /Could not open a connection to host 127.0.0.1/],
    ['unresolvable.xml', /Could not resolve hostname nx.invalid/],
    ['bad-args.txt', /cannot be read/],
  ])('is a failure for %s although the exit code is 0', (name, reason) => {
    const run = play(fixture(name));

    expect(run.verdict.outcome).toBe('failed');
    expect(run.verdict.reason).toMatch(reason);
    expect(run.observations).toEqual([]);
    expect(Object.values(statusesIn(run))).toEqual(['failed', 'failed', 'failed', 'failed']);
  });

  it('is a failure without any output, with what was printed instead', () => {
    expect(play('').verdict.outcome).toBe('failed');
    const run = replay(sslscan, {
      request: requestFor('127.0.0.1'),
      output: { stderr: 'sslscan: error while loading shared libraries' },
    });
    expect(run.verdict.reason).toContain('error while loading shared libraries');
  });

  it.each([
    ['cancelled', KILLED_EXIT, 'partial', 'cancelled'],
    ['ended at its time limit', TIMED_OUT_EXIT, 'timed_out', 'timed_out'],
    ['killed by someone else', { code: null, signal: 'SIGKILL', truncated: false }, 'partial', 'failed'],
    ['cut by itself', CLEAN_EXIT, 'partial', 'failed'],
  ] as const)('keeps what was seen when it was %s, and proves the protocols only', (_, exit, outcome, status) => {
    const run = play(fixture('sigterm-mid-run.xml'), { exit });

    expect(run.verdict.outcome).toBe(outcome);
    expect(weaknessesIn(run)).toEqual(
      expect.arrayContaining(['tls.protocol.ssl3', 'tls.protocol.tls1_0', 'tls.cipher.rc4']),
    );
    expect(statusesIn(run)).toEqual({
      'tls.protocols': 'ran',
      'tls.ciphers': status,
      'tls.certificate': status,
      'tls.vulnerabilities': status,
    });
  });

  it('proves no protocol when it was cut among them', () => {
    const whole = fixture('success-weak.xml');
    const run = play(whole.slice(0, whole.indexOf('<protocol type="tls" version="1.2"')));

    expect(run.verdict.outcome).toBe('partial');
    expect(weaknessesIn(run)).toEqual(['tls.protocol.tls1_0', 'tls.protocol.tls1_1']);
    expect(statusesIn(run)['tls.protocols']).toBe('failed');
  });

  it('is partial when the certificate is not shown', () => {
    const run = play(reportWith('<cipher sslversion="TLSv1.3" id="0x1301" strength="strong"/>'));

    expect(run.verdict.outcome).toBe('partial');
    expect(run.verdict.reason).toContain('no certificate');
  });

  it('is a failure for a document that defines entities', () => {
    const run = play(`<!DOCTYPE document [<!ENTITY a "b">]>${reportWith('')}`);

    expect(run.verdict.outcome).toBe('failed');
    expect(run.verdict.reason).toContain('definitions in the DOCTYPE are refused');
  });
});

describe('reading the report of sslscan', () => {
  it.each([1, 7, 100, 4096])('gives the same in pieces of %i characters', (pieceLength) => {
    const stdout = fixture('success-weak.xml');
    const [whole, pieces] = [play(stdout), play(stdout, { pieceLength })];

    expect(pieces.observations).toEqual(whole.observations);
    expect(pieces.verdict).toEqual(whole.verdict);
  });

  it('shows progress that never goes back', () => {
    const { events } = play(fixture('success-legacy-java.xml'), { pieceLength: 512 });
    const percents = events.flatMap((event) => (event.type === 'progress' ? [event.percent] : []));

    expect(percents).toEqual([15, 20, 30, 60, 80, 95]);
  });

  it('never throws and always speaks of every family, wherever the report is cut or bent', () => {
    const weak = fixture('success-weak.xml');
    const changes = fc.record({
      at: fc.nat(weak.length),
      drop: fc.nat(50),
      insert: fc.string({ unit: 'binary', maxLength: 20 }),
    });
    fc.assert(
      fc.property(fc.array(changes, { minLength: 1, maxLength: 3 }), fc.nat(weak.length), (list, cut) => {
        const bent = list.reduce(
          (text, { at, drop, insert }) => text.slice(0, at) + insert + text.slice(at + drop),
          weak,
        );
        const run = play(bent.slice(0, cut), { pieceLength: 1000 });

        expect(run.verdict.coverage.map(({ family }) => family).sort()).toEqual(FAMILIES);
      }),
      { numRuns: 60 },
    );
  });

  it('never throws on arbitrary text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const run = play(text);

        expect(run.verdict.outcome).toBe('failed');
        expect(run.observations).toEqual([]);
      }),
    );
  });
});
