import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findWeakness } from '../../../findings/weakness-catalogue.js';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Profile, type ToolRunRequest } from '../../tool-adapter.js';
import {
  CLEAN_EXIT,
  KILLED_EXIT,
  replay,
  type Replayed,
  TIMED_OUT_EXIT,
  weaknessesIn,
} from '../../testing/parser-replay.js';
import { tlsProbe } from './tls.probe.js';

const CERTIFICATE_OF_LAB = ['expires-soon', 'san-missing', 'self-signed', 'small-key', 'weak-signature'];

function recorded(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', `${name}.jsonl`), 'utf8');
}

function request(profile: Profile, host = '127.0.0.1'): ToolRunRequest {
  return { endpoint: { host, address: '127.0.0.1', port: 443, protocol: 'https', path: '/a' }, profile, settings: {} };
}

interface Reading {
  readonly profile?: Profile;
  readonly host?: string;
  readonly exit?: ProcessExit;
  readonly pieceLength?: number;
}

function read(
  text: string,
  { profile = 'standard', host, exit = CLEAN_EXIT, pieceLength = 997 }: Reading = {},
): Replayed {
  return replay(tlsProbe, { request: request(profile, host), output: { stdout: text }, exit, pieceLength });
}

function statuses({ verdict }: Replayed): Record<string, string> {
  return Object.fromEntries(verdict.coverage.map(({ family, status }) => [family, status]));
}

function reasonFor({ verdict }: Replayed, family: string): string | undefined {
  return verdict.coverage.find((coverage) => coverage.family === family)?.reason;
}

function firstLines(text: string, count: number): string {
  return text.split('\n').slice(0, count).join('\n');
}

/** The transcript with each line changed, or left out where nothing is returned. */
function rewritten(text: string, change: (line: Record<string, unknown>) => object | undefined): string {
  const lines = text.trim().split('\n');
  const kept = lines.flatMap((line) => change(JSON.parse(line) as Record<string, unknown>) ?? []);
  return `${kept.map((line) => JSON.stringify(line)).join('\n')}\n`;
}

describe('the parser of the TLS probe', () => {
  it('finds all that is wrong with a weak nginx', () => {
    const reading = read(recorded('success-weak'));

    expect(weaknessesIn(reading)).toEqual(
      [
        ...CERTIFICATE_OF_LAB.map((name) => `tls.certificate.${name}`),
        ...['anonymous', 'cbc-sha1', 'no-forward-secrecy', 'null', 'order'].map((name) => `tls.cipher.${name}`),
        ...['tls.dh.weak', 'tls.protocol.tls1_0', 'tls.protocol.tls1_1', 'tls.protocol.tls1_3.missing'],
      ].toSorted(),
    );
    expect(reading.verdict.outcome).toBe('succeeded');
    expect(statuses(reading)).toEqual({
      'tls.protocols': 'ran',
      'tls.ciphers': 'ran',
      'tls.certificate': 'ran',
      'tls.vulnerabilities': 'not_supported',
    });
  });

  it('finds what the OpenSSL of this machine no longer speaks', () => {
    const keys = weaknessesIn(read(recorded('success-legacy-java')));

    expect(keys).toEqual(
      expect.arrayContaining([
        'tls.protocol.ssl3',
        'tls.cipher.des',
        'tls.cipher.rc4',
        'tls.cipher.3des',
        'tls.cipher.export',
      ]),
    );
  });

  it('lists the same suites as sslscan did', () => {
    const { observations } = read(recorded('success-legacy-java'));
    const ssl3 = observations.find(({ weakness }) => weakness === 'tls.protocol.ssl3');
    const exported = observations.find(({ weakness }) => weakness === 'tls.cipher.export');

    expect(ssl3?.evidence).toMatch(/^SSL 3\.0 accepted with TLS_.+ and 27 more$/);
    expect(exported?.evidence).toContain('TLS 1.0: TLS_RSA_EXPORT_WITH_DES40_CBC_SHA');
    expect(exported?.evidence).not.toContain('TLS 1.2');
  });

  it('misses TLS 1.2 and 1.3 on a server that has neither', () => {
    const { observations } = read(recorded('success-tls10-only'));
    const missing = observations.find(({ weakness }) => weakness === 'tls.protocol.tls1_2.missing');

    expect(missing?.evidence).toBe('TLS 1.2 was offered and answered with TLS 1.0, the alert handshake_failure');
    expect(observations.map(({ weakness }) => weakness)).toContain('tls.protocol.tls1_3.missing');
  });

  it('finds nothing wrong with the session of a server that speaks TLS 1.3 only', () => {
    const reading = read(recorded('success-tls13-only'));

    expect(weaknessesIn(reading)).toEqual(['tls.certificate.self-signed']);
    expect(reading.verdict.outcome).toBe('succeeded');
  });

  it('judges every chain of a server with two keys', () => {
    const reading = read(recorded('success-two-certificates'), { host: 'other.test' });
    const mismatch = reading.observations.filter(({ weakness }) => weakness === 'tls.certificate.hostname-mismatch');

    expect(mismatch).toHaveLength(1);
    expect(mismatch[0]?.evidence.match(/other\.test is not among/g)).toHaveLength(2);
    expect(statuses(reading)['tls.certificate']).toBe('ran');
  });

  it('says what the quick profile left out, without calling the run partial', () => {
    const reading = read(recorded('success-weak-quick'), { profile: 'quick' });

    expect(reading.verdict.outcome).toBe('succeeded');
    expect(statuses(reading)['tls.ciphers']).toBe('partial');
    expect(weaknessesIn(reading)).toContain('tls.cipher.null');
    expect(weaknessesIn(reading)).not.toContain('tls.cipher.order');
  });

  it('tries the downgrade in the deep profile, and no other vulnerability', () => {
    const reading = read(recorded('success-weak-deep'), { profile: 'deep' });

    expect(statuses(reading)['tls.vulnerabilities']).toBe('partial');
    expect(reasonFor(reading, 'tls.vulnerabilities')).toBe('only the protection against downgrades was checked');
    expect(weaknessesIn(reading)).not.toContain('tls.vulnerability.fallback-scsv.missing');
  });

  it('reports a downgrade that the server does not notice', () => {
    const text = rewritten(recorded('success-weak-deep'), (line) =>
      line['purpose'] === 'fallback' ? { ...line, answer: { kind: 'accepted', version: 0x0302, suite: 0x002f } } : line,
    );

    expect(weaknessesIn(read(text, { profile: 'deep' }))).toContain('tls.vulnerability.fallback-scsv.missing');
  });

  it('does not claim to have checked a downgrade that was not answered', () => {
    const text = rewritten(recorded('success-weak-deep'), (line) =>
      line['purpose'] === 'fallback' ? { ...line, answer: { kind: 'timed_out' } } : line,
    );

    expect(reasonFor(read(text, { profile: 'deep' }), 'tls.vulnerabilities')).toContain('not answered');
  });

  it('reports everything on the service as a whole', () => {
    const { observations } = read(recorded('success-weak'));

    expect(new Set(observations.map(({ endpoint }) => endpoint.path))).toEqual(new Set([undefined]));
    expect(new Set(observations.map(({ endpoint }) => endpoint.port))).toEqual(new Set([443]));
    expect(observations.every(({ weakness }) => findWeakness(weakness) !== undefined)).toBe(true);
  });

  it('comes nearer to its end with each version, and never goes back', () => {
    const { events } = read(recorded('success-weak'));
    const percents = events.flatMap((event) => (event.type === 'progress' ? [event.percent] : []));

    expect(percents).toEqual([15, 30, 45, 60, 75, 90]);
  });
});

describe('the parser of the TLS probe about a service that was not examined', () => {
  it.each([
    ['not-tls', 'does not speak TLS: it answered "HTTP/1.1 400 Bad Request'],
    ['tarpit', 'did not answer in time'],
    ['target-down', 'no connection (ECONNREFUSED)'],
    ['hangs-up-closed', 'closed the connection without an answer'],
  ])('calls the run failed: %s', (name, reason) => {
    const reading = read(recorded(name));

    expect(reading.observations).toEqual([]);
    expect(reading.verdict.outcome).toBe('failed');
    expect(reading.verdict.reason).toContain(reason);
    expect(new Set(Object.values(statuses(reading)))).toEqual(new Set(['failed']));
  });

  it('does not take a version without an answer for refused', () => {
    const text = rewritten(recorded('success-weak'), (line) =>
      line['type'] === 'version' && line['version'] === 'TLS 1.3'
        ? { ...line, outcome: 'unclear', complete: false, reason: 'the server did not answer in time' }
        : line,
    );
    const reading = read(text);

    expect(weaknessesIn(reading)).not.toContain('tls.protocol.tls1_3.missing');
    expect(reading.verdict).toMatchObject({ outcome: 'partial' });
    expect(reasonFor(reading, 'tls.protocols')).toBe('TLS 1.3: the server did not answer in time');
  });

  it('notices that who chooses the suite was not answered', () => {
    const text = rewritten(recorded('success-weak'), (line) =>
      line['purpose'] === 'order' ? { ...line, answer: { kind: 'closed' } } : line,
    );
    const reading = read(text);

    expect(weaknessesIn(reading)).not.toContain('tls.cipher.order');
    expect(reading.verdict.outcome).toBe('partial');
    expect(reasonFor(reading, 'tls.ciphers')).toContain('TLS 1.2: whether the server or the client chooses');
  });

  it("judges no other certificate in the place of the server's own", () => {
    const text = rewritten(recorded('success-weak'), (line) =>
      line['type'] === 'certificate' ? { ...line, position: 1 } : line,
    );
    const reading = read(text);

    expect(weaknessesIn(reading).filter((key) => key.startsWith('tls.certificate'))).toEqual([]);
    expect(statuses(reading)['tls.certificate']).toBe('partial');
  });

  it('does not call certificates judged whose trust was not tried', () => {
    const text = rewritten(recorded('success-weak'), (line) => (line['type'] === 'trust' ? undefined : line));

    expect(statuses(read(text))['tls.certificate']).toBe('partial');
  });
});

describe('the parser of the TLS probe about a run that was cut', () => {
  it('keeps what was learnt until then and calls nothing else checked', () => {
    const reading = read(recorded('cancelled-mid-run'), { exit: KILLED_EXIT });

    expect(weaknessesIn(reading)).toEqual(expect.arrayContaining(['tls.protocol.tls1_0', 'tls.protocol.tls1_1']));
    expect(reading.verdict).toMatchObject({ outcome: 'partial', reason: 'the run was cancelled' });
    expect(statuses(reading)).toMatchObject({ 'tls.protocols': 'cancelled', 'tls.ciphers': 'cancelled' });
    expect(reasonFor(reading, 'tls.protocols')).toContain('TLS 1.2 was not tried');
  });

  it('tells a time limit from a failure', () => {
    const reading = read(recorded('cancelled-mid-run'), { exit: TIMED_OUT_EXIT });

    expect(reading.verdict.outcome).toBe('timed_out');
    expect(statuses(reading)['tls.ciphers']).toBe('timed_out');
  });

  it('tells output that was too much from a time limit', () => {
    const exit: ProcessExit = { code: null, signal: 'SIGTERM', truncated: true, endedBy: 'output_limit' };

    expect(read(recorded('cancelled-mid-run'), { exit }).verdict.outcome).toBe('partial');
  });

  it('never calls a transcript without its last line a success, wherever it ends', () => {
    const whole = recorded('success-tls10-only');
    const lines = whole.trim().split('\n').length;
    const outcomes = Array.from({ length: lines }, (_, count) => read(firstLines(whole, count)).verdict.outcome);

    expect(outcomes).not.toContain('succeeded');
    expect(read(whole).verdict.outcome).toBe('succeeded');
  });

  it.each([1, 61, 4096])('reads the same from pieces of %i characters', (pieceLength) => {
    const whole = read(recorded('success-weak'), { pieceLength: 1_000_000 });

    expect(read(recorded('success-weak'), { pieceLength })).toEqual(whole);
  });

  it('gives the reason of a collector that broke off', () => {
    const text = `${JSON.stringify({ type: 'broken', reason: 'no port was given' })}\n`;

    expect(read(text).verdict).toMatchObject({ outcome: 'failed', reason: 'no port was given' });
  });

  it('survives transcripts in which anything is changed, and never invents a success', () => {
    const whole = recorded('success-tls10-only');
    const change = fc.record({ at: fc.nat(whole.length - 1), text: fc.string({ maxLength: 8 }), removed: fc.nat(200) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        let text = whole;
        for (const { at, text: put, removed } of changes) text = text.slice(0, at) + put + text.slice(at + removed);
        const reading = read(text);

        expect(reading.verdict.coverage.map(({ family }) => family)).toEqual(tlsProbe.manifest.families);
        expect(reading.verdict.coverage.every(({ status, reason }) => status === 'ran' || reason !== undefined)).toBe(
          true,
        );
        expect(reading.observations.every(({ weakness }) => findWeakness(weakness) !== undefined)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
