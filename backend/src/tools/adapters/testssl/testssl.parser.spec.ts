import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Observation } from '../../../findings/observation.js';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Profile, type ToolVerdict } from '../../tool-adapter.js';
import { ENDED_BY_ITSELF, recordedRequest, replay } from '../../testing/tool-fixtures.js';
import { testssl } from './testssl.adapter.js';

function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
}

interface Read {
  readonly verdict: ToolVerdict;
  readonly found: readonly Observation[];
  /** Weakness keys, sorted, each once. */
  readonly weaknesses: readonly string[];
}

interface Circumstances {
  readonly profile?: Profile;
  readonly exit?: ProcessExit;
  readonly host?: string;
}

function read(
  report: string,
  { profile = 'deep', exit = ENDED_BY_ITSELF, host = 'weak.test' }: Circumstances = {},
): Read {
  const recorded = recordedRequest(testssl, profile);
  const request = { ...recorded, endpoint: { ...recorded.endpoint, host } };
  const { events, verdict } = replay(testssl, request, [['report', report]], { exit, size: 61 });
  const found = events.flatMap((event) => (event.type === 'observation' ? [event.observation] : []));
  return { verdict, found, weaknesses: [...new Set(found.map(({ weakness }) => weakness))].sort() };
}

function statusOf({ verdict }: Read, family: string): string | undefined {
  return verdict.coverage.find((entry) => entry.family === family)?.status;
}

describe('the parser of testssl.sh', () => {
  it('reads every weakness of a full report', () => {
    const reading = read(fixture('full.json'));

    expect(reading.weaknesses).toEqual(
      [
        'testssl.cert_revocation',
        'testssl.cert_serialNumberLen',
        'testssl.cipherlist_AVERAGE',
        'tls.certificate.expired',
        'tls.certificate.self-signed',
        'tls.certificate.small-key',
        'tls.certificate.weak-signature',
        'tls.cipher.anonymous',
        'tls.cipher.cbc-sha1',
        'tls.cipher.no-forward-secrecy',
        'tls.cipher.null',
        'tls.cipher.order',
        'tls.dh.weak',
        'tls.protocol.tls1_0',
        'tls.protocol.tls1_1',
        'tls.protocol.tls1_3.missing',
        'tls.vulnerability.beast',
        'tls.vulnerability.logjam',
        'tls.vulnerability.lucky13',
        ...['testssl.DNS_CAArecord', 'http.header.hsts.missing', 'testssl.security_headers'],
      ].sort(),
    );
  });

  it.each([
    ['expires < 30 days (29)', true],
    ['expires < 60 days (31)', false],
  ])('takes "%s" for a finding: %p', (words, isFinding) => {
    const report = fixture('full.json').replace('"finding"      : "expired"', `"finding"      : "${words}"`);

    const { weaknesses } = read(report);

    expect(weaknesses).not.toContain('tls.certificate.expired');
    expect(weaknesses.includes('tls.certificate.expires-soon')).toBe(isFinding);
  });

  it('keeps its grade, its words and the CVEs', () => {
    const { found } = read(fixture('full.json'));

    expect(found.find(({ rule }) => rule === 'BEAST')).toMatchObject({
      weakness: 'tls.vulnerability.beast',
      toolSeverity: 'LOW',
      cve: ['CVE-2011-3389'],
      evidence: expect.stringContaining('VULNERABLE -- but also supports higher protocols'),
    });
  });

  it('tells a self-signed certificate from an incomplete chain', () => {
    expect(read(fixture('success-subset.json')).weaknesses).toContain('tls.certificate.self-signed');
    expect(read(fixture('success-good-subset.json')).weaknesses).toContain('tls.certificate.untrusted');
  });

  it('finds weak suites among those tried one by one, which testssl does not grade', () => {
    const reading = read(fixture('success-each-cipher.json'));

    expect(reading.weaknesses).toEqual(
      expect.arrayContaining(['tls.cipher.anonymous', 'tls.cipher.cbc-sha1', 'tls.cipher.no-forward-secrecy']),
    );
    expect(reading.found.find(({ weakness }) => weakness === 'tls.cipher.anonymous')?.evidence).toContain(
      'TLS_ECDH_anon_WITH_AES_256_CBC_SHA',
    );
  });

  it('says nothing of a name when the service was scanned by address', () => {
    const mismatch = fixture('success-subset.json').replace(/("id" *: "cert_trust",\s*"severity" *: )"OK"/, '$1"HIGH"');

    expect(read(mismatch).weaknesses).toContain('tls.certificate.hostname-mismatch');
    expect(read(mismatch, { host: '127.0.0.1' }).weaknesses).not.toContain('tls.certificate.hostname-mismatch');
  });

  it('calls a run succeeded when its report holds all that its profile asks for', () => {
    const reading = read(fixture('full.json'));

    expect(reading.verdict.outcome).toBe('succeeded');
    expect(statusOf(reading, 'tls.protocols')).toBe('ran');
    expect(statusOf(reading, 'tls.certificate')).toBe('ran');
  });

  it('never proves the absence of FREAK and Logjam: it missed export suites of a server that has them', () => {
    const reading = read(fixture('full-legacy-java.json'));

    expect(reading.weaknesses).not.toContain('tls.vulnerability.freak');
    expect(statusOf(reading, 'tls.vulnerabilities')).toBe('partial');
  });

  it('leaves what its profile does not examine unknown', () => {
    const reading = read(fixture('success-subset.json'), { profile: 'quick' });

    expect(reading.verdict.outcome).toBe('succeeded');
    expect(statusOf(reading, 'tls.ciphers')).toBe('skipped');
    expect(statusOf(reading, 'tls.vulnerabilities')).toBe('skipped');
  });

  it.each(['target-down.json', 'unresolvable.json'])('fails in the words of a fatal error: %s', (name) => {
    const { verdict, found } = read(fixture(name));

    expect(verdict).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/connect|No IPv4/) });
    expect(found).toEqual([]);
  });

  it('believes nothing of a report about a port without TLS, which invents findings', () => {
    const { verdict, found } = read(fixture('not-tls.json'));

    expect(found).toEqual([]);
    expect(verdict).toMatchObject({ outcome: 'failed', reason: expect.stringContaining("doesn't seem to be a TLS") });
    expect(verdict.coverage.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed', 'failed']);
  });

  it('takes a report that was closed in an orderly way by a signal for what it is: cut', () => {
    const reading = read(fixture('sigterm-mid-run.json'));

    expect(reading.verdict.outcome).toBe('partial');
    expect(reading.weaknesses).toContain('tls.protocol.tls1_0');
    expect(statusOf(reading, 'tls.protocols')).toBe('ran');
    expect(statusOf(reading, 'tls.vulnerabilities')).toBe('failed');
  });

  it('keeps what is whole in a report that breaks off', () => {
    const reading = read(fixture('sigkill-mid-run.json'));

    expect(reading.weaknesses).toContain('tls.protocol.tls1_0');
    expect(reading.verdict.outcome).toBe('partial');
    expect(statusOf(reading, 'tls.protocols')).toBe('failed');
  });

  it('learns nothing from a service that accepts and never answers', () => {
    const { verdict, found } = read(fixture('tarpit.json'), {
      exit: { code: null, signal: 'SIGKILL', truncated: false, endedBy: 'time_limit' },
    });

    expect(found).toEqual([]);
    expect(verdict).toMatchObject({ outcome: 'timed_out' });
  });

  it('tells its progress by the headings of its text', () => {
    const { events } = replay(testssl, recordedRequest(testssl, 'standard'), [['stdout', fixture('full.stdout.txt')]]);
    const percents = events.flatMap((event) => (event.type === 'progress' ? [event.percent] : []));

    expect(percents.length).toBeGreaterThan(4);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(Math.max(...percents)).toBeLessThan(100);
  });

  it('reads the same whatever the sizes of the pieces', () => {
    const whole = read(fixture('full.json'));
    const request = recordedRequest(testssl, 'deep');

    for (const size of [1, 7, 4096, 1_000_000]) {
      const { events } = replay(testssl, request, [['report', fixture('full.json')]], { size });
      expect(events.filter(({ type }) => type === 'observation')).toHaveLength(whole.found.length);
    }
  });

  it('never throws and never succeeds on mutated reports', () => {
    const original = fixture('success-subset.json');
    fc.assert(
      fc.property(fc.nat(original.length), fc.nat(2000), fc.string({ maxLength: 40 }), (at, cut, put) => {
        const mutated = original.slice(0, at) + put + original.slice(at + cut);
        const { verdict } = read(mutated);
        expect(verdict.coverage.length).toBeGreaterThan(0);
        if (cut > 0 && at + cut >= original.length && at < original.length - 60) {
          expect(verdict.outcome).not.toBe('succeeded');
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the command of testssl.sh', () => {
  const paths = { workdir: '/run/one', report: '/run/one/report' };

  it('is held to the pinned address and asks nobody else', () => {
    const { args } = testssl.command(recordedRequest(testssl, 'standard'), paths);

    expect(args.join(' ')).toContain('--ip 127.0.0.1');
    expect(args.join(' ')).toContain('--nodns none');
    expect(args).not.toContain('--phone-out');
    expect(args.at(-1)).toBe('https://weak.test:443/');
  });

  it('writes IPv6 addresses in brackets', () => {
    const endpoint = { host: '2001:db8::7', address: '2001:db8::7', port: 993, protocol: 'tls' } as const;

    const { args } = testssl.command({ endpoint, profile: 'quick', settings: {} }, paths);

    expect(args.join(' ')).toContain('-6 --ip [2001:db8::7]');
    expect(args.at(-1)).toBe('https://[2001:db8::7]:993/');
  });

  it('reads the version through the banner', () => {
    const banner = '\n####\n    testssl       3.0.8 from https://testssl.sh/\n    (2eb081b 2026-01-01)\n';

    expect(testssl.version.parse(banner)).toBe('3.0.8');
    expect(testssl.version.parse('bash: testssl: command not found')).toBeUndefined();
  });
});
