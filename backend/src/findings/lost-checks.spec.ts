import { type CoverageLine, type ScanFacts } from './absence.js';
import { type CoverageStatus } from './coverage.js';
import { looksAsFar, looksAsHard, lostChecks, lostCheckInWords } from './lost-checks.js';

const HOST = { host: '192.0.2.10', address: '192.0.2.10' };
const WEB = { ...HOST, port: 8443, transport: 'tcp', protocol: 'https' } as const;

function line(status: CoverageStatus, part: Partial<CoverageLine> = {}): CoverageLine {
  return { runId: 'run', tool: 'headers', family: 'http.headers', endpoint: WEB, status, ...part };
}

function scan(lines: readonly CoverageLine[], part: Partial<ScanFacts> = {}) {
  return { lines, facts: { thoroughness: 1, soundRuns: new Set<string>(), ...part } };
}

describe(lostChecks.name, () => {
  it('finds nothing when the same was checked again, in full or in part, by whichever tool', () => {
    const before = scan([line('ran'), line('partial', { family: 'http.cookies' })]);
    const now = scan([line('partial'), line('failed'), line('ran', { family: 'http.cookies', tool: 'other' })]);

    expect(lostChecks(before, now)).toEqual([]);
  });

  it.each(['failed', 'timed_out', 'blocked', 'skipped', 'out_of_scope'] as const)(
    'finds a check that now %s',
    (status) => {
      const now = scan([line(status, { reason: 'so it is' })]);

      expect(lostChecks(scan([line('ran')]), now)).toMatchObject([{ family: 'http.headers', endpoint: WEB }]);
    },
  );

  it('finds a check that no tool says anything of', () => {
    const lost = lostChecks(scan([line('partial')]), scan([line('ran', { family: 'http.cookies' })]));

    expect(lost.map(lostCheckInWords)).toEqual(['http.headers on https://192.0.2.10:8443: no tool looked there']);
  });

  it('does not miss what was not checked before either', () => {
    const before = scan([line('failed'), line('skipped', { family: 'http.cookies' })]);

    expect(lostChecks(before, scan([]))).toEqual([]);
  });

  it('expects nothing of a scan that was to look less hard, but hears of its failures', () => {
    const before = scan([line('ran'), line('ran', { family: 'http.cookies' })], { thoroughness: 2 });
    const quick = scan([line('failed', { reason: 'nobody answered' })]);

    const lost = lostChecks(before, quick);

    expect(lost.map(lostCheckInWords)).toEqual([
      'http.headers on https://192.0.2.10:8443: headers failed: nobody answered',
    ]);
  });

  it('expects nothing on ports to which the scan was not to look', () => {
    const before = scan([line('ran'), line('ran', { family: 'net.ports', endpoint: HOST })]);

    const lost = lostChecks(before, scan([], { ports: [80] }));

    expect(lost.map(({ family }) => family)).toEqual(['net.ports']);
  });

  it('takes a service for the same whatever speaks on it and however its host is spelt', () => {
    const before = scan([line('ran', { endpoint: { host: 'Example.test', address: '192.0.2.1', port: 80 } })]);
    const now = scan([
      line('ran', { endpoint: { host: 'example.test', address: '192.0.2.2', port: 80, protocol: 'http' } }),
    ]);

    expect(lostChecks(before, now)).toEqual([]);
  });

  it('says what happened with the words of each tool, once, and of the host where nothing is said of the service', () => {
    const nothing = line('skipped', {
      endpoint: HOST,
      tool: 'cookies',
      family: 'http.cookies',
      reason: 'no web server',
    });
    const failed = line('failed', { reason: 'nobody answered' });
    const now = scan([failed, failed, line('timed_out', { tool: 'nikto', reason: 'too slow' }), nothing]);

    const lost = lostChecks(scan([line('ran', { family: 'http.cookies' }), line('ran')]), now);

    expect(lost.map(({ reason }) => reason)).toEqual([
      'headers failed: nobody answered; nikto ran out of time: too slow',
      'cookies was skipped: no web server',
    ]);
  });

  it('names each check once, by place and then by family, whatever the order of the lines', () => {
    const lines = [
      line('ran', { family: 'http.cookies' }),
      line('ran'),
      line('ran', { tool: 'other' }),
      line('ran', { family: 'net.ports', endpoint: HOST }),
    ];

    const orders = [lines, [...lines].reverse()].map((order) => lostChecks(scan(order), scan([])));

    expect(orders[0]!.map(({ family }) => family)).toEqual(['net.ports', 'http.headers', 'http.cookies']);
    expect(orders[1]).toEqual(orders[0]);
  });

  it('cuts a reason that does not end', () => {
    const [lost] = lostChecks(scan([line('ran')]), scan([line('failed', { reason: 'x'.repeat(5000) })]));

    expect(lost?.reason).toMatch(/^headers failed: x+…$/);
    expect(lost?.reason).toHaveLength(200);
  });
});

describe('what a scan was meant to look at', () => {
  const soundRuns = new Set<string>();

  it.each([
    [1, 1, true],
    [1, 2, true],
    [2, 1, false],
    [undefined, 1, false],
    [1, undefined, false],
  ])('is, from thoroughness %s to %s, as hard: %s', (was, is, asHard) => {
    const facts = (thoroughness?: number) => ({ soundRuns, ...(thoroughness === undefined ? {} : { thoroughness }) });

    expect(looksAsHard(facts(was), facts(is))).toBe(asHard);
  });

  it.each([
    [undefined, undefined, true],
    [[80], undefined, true],
    [[80], [80, 443], true],
    [[80, 443], [80], false],
    [undefined, [80], false],
  ])('reaches, from ports %j to %j, as far: %s', (was, is, asFar) => {
    const facts = (ports?: number[]) => ({ soundRuns, ...(ports === undefined ? {} : { ports }) });

    expect(looksAsFar(facts(was), facts(is))).toBe(asFar);
  });
});
