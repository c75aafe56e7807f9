import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Observation } from '../../../findings/observation.js';
import { ENDED_BY_ITSELF, recordedRequest, replay } from '../../testing/tool-fixtures.js';
import { httpHeadersProbe } from './http-headers.probe.js';

function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
}

interface Circumstances {
  readonly protocol?: 'http' | 'https';
  readonly host?: string;
  readonly exit?: typeof ENDED_BY_ITSELF;
}

function read(
  transcript: string,
  { protocol = 'http', host = '127.0.0.1', exit = ENDED_BY_ITSELF }: Circumstances = {},
) {
  const recorded = recordedRequest(httpHeadersProbe, 'standard');
  const request = { ...recorded, endpoint: { ...recorded.endpoint, host, protocol } };
  const { events, verdict } = replay(httpHeadersProbe, request, [['stdout', transcript]], { exit, size: 41 });
  const found = events.flatMap((event): Observation[] => (event.type === 'observation' ? [event.observation] : []));
  return { found, verdict, weaknesses: found.map(({ weakness }) => weakness).sort() };
}

/** A transcript in which only the entry page was asked for. */
function pageWith(headers: readonly (readonly [string, string])[], status = 200): string {
  const result = { kind: 'answered', status, headers, headersCut: 0, bodyBytes: 10, bodyState: { kind: 'whole' } };
  const question = { type: 'exchange', exchange: 0, purpose: 'page', method: 'GET', path: '/', attempts: 1, ms: 1 };
  return [
    {
      type: 'start',
      origin: 'http://a.test:80',
      profile: 'standard',
      questions: 1,
      observedAt: '2026-01-01T00:00:00Z',
    },
    { ...question, result },
    { type: 'end' },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

const HTML = ['Content-Type', 'text/html'] as const;

describe('the http-headers probe', () => {
  it('finds everything that is wrong with the practice target', () => {
    const { weaknesses, verdict } = read(fixture('success-practice.jsonl'));

    expect(weaknesses).toEqual([
      'http.cookie.httponly.missing',
      'http.cookie.samesite.missing',
      'http.cors.reflected-origin',
      'http.header.csp.missing',
      'http.header.frame-options.missing',
      'http.header.permissions-policy.missing',
      'http.header.referrer-policy.missing',
      'http.header.server.version',
      'http.header.x-content-type-options.missing',
      'http.method.dangerous',
    ]);
    expect(verdict.outcome).toBe('succeeded');
    expect(verdict.coverage.map(({ status }) => status)).toEqual(['ran', 'ran', 'ran']);
  });

  it('asks for Secure and Strict-Transport-Security only inside TLS', () => {
    const { weaknesses } = read(fixture('success-practice-tls.jsonl'), { protocol: 'https' });

    expect(weaknesses).toEqual(expect.arrayContaining(['http.cookie.secure.missing', 'http.header.hsts.missing']));
  });

  it('finds nothing on a site that does it right', () => {
    expect(read(fixture('success-hardened.jsonl'))).toMatchObject({ found: [], verdict: { outcome: 'succeeded' } });
  });

  it('reads what nginx answers', () => {
    const { weaknesses, found } = read(fixture('success-nginx.jsonl'));

    expect(weaknesses).not.toContain('http.header.x-content-type-options.missing');
    expect(weaknesses).not.toContain('http.method.dangerous');
    expect(found.find(({ weakness }) => weakness === 'http.header.server.version')?.evidence).toBe(
      'Server: nginx/1.22.1',
    );
  });

  it('finds nothing where everything is redirected to another place', () => {
    expect(read(fixture('success-redirects.jsonl'))).toMatchObject({ found: [], verdict: { outcome: 'succeeded' } });
  });

  it('does not judge by its content a page that drips for ever', () => {
    const { weaknesses, verdict } = read(fixture('broken-drip.jsonl'));

    expect(weaknesses).toContain('http.header.frame-options.missing');
    expect(weaknesses).not.toContain('http.header.csp.missing');
    expect(verdict).toMatchObject({ outcome: 'partial', reason: expect.stringContaining('did not end in time') });
    expect(verdict.coverage.map(({ status }) => status)).toEqual(['partial', 'partial', 'partial']);
  });

  it('proves what it reports', () => {
    const { found } = read(fixture('success-practice.jsonl'));

    expect(found.find(({ weakness }) => weakness === 'http.cors.reflected-origin')?.evidence).toContain('Origin');
    expect(found.find(({ weakness }) => weakness === 'http.cookie.httponly.missing')).toMatchObject({
      discriminator: 'session',
      evidence: expect.not.stringContaining('made-up-session'),
    });
  });

  it.each([
    ['an enforced policy', [HTML, ['Content-Security-Policy', "default-src 'self'"]], 'http.header.csp.missing', false],
    ['one that only reports', [HTML, ['Content-Security-Policy-Report-Only', 'x']], 'http.header.csp.missing', true],
    [
      'frame-ancestors',
      [HTML, ['Content-Security-Policy', "frame-ancestors 'none'"]],
      'http.header.frame-options.missing',
      false,
    ],
    [
      'an X-Frame-Options without effect',
      [HTML, ['X-Frame-Options', 'ALLOWALL']],
      'http.header.frame-options.missing',
      true,
    ],
    [
      'a careless referrer policy',
      [HTML, ['Referrer-Policy', 'unsafe-url']],
      'http.header.referrer-policy.missing',
      true,
    ],
    ['data instead of a document', [['Content-Type', 'application/json']], 'http.header.csp.missing', false],
    ['a server without version', [HTML, ['Server', 'nginx']], 'http.header.server.version', false],
    [
      'a cookie that does it right',
      [['Set-Cookie', 'a=b***; Secure; HttpOnly; SameSite=Lax']],
      'http.cookie.httponly.missing',
      false,
    ],
  ] as const)('judges %s', (_, headers, weakness, expected) => {
    expect(read(pageWith(headers)).weaknesses.includes(weakness)).toBe(expected);
  });

  it('applies no rule for documents to an answer that only sends elsewhere', () => {
    expect(read(pageWith([['Location', 'https://elsewhere.test/'], HTML], 302)).weaknesses).not.toContain(
      'http.header.csp.missing',
    );
  });

  it('fails where nobody answers', () => {
    expect(read(fixture('target-down.jsonl'))).toMatchObject({ found: [], verdict: { outcome: 'failed' } });
  });

  it('proves no absence in a run that was cut short', () => {
    const { verdict } = read(fixture('cut-mid-run.jsonl'), {
      exit: { ...ENDED_BY_ITSELF, endedBy: 'time_limit' },
    });

    expect(verdict.outcome).toBe('timed_out');
    expect(verdict.coverage.map(({ status }) => status)).toEqual(['timed_out', 'timed_out', 'timed_out']);
  });

  it('never throws on mutated transcripts, and never calls a cut one succeeded', () => {
    const original = fixture('success-practice.jsonl');
    fc.assert(
      fc.property(fc.nat(original.length - 20), fc.string({ maxLength: 30 }), (at, put) => {
        expect(read(original.slice(0, at) + put + original.slice(at + 5)).verdict.coverage).toHaveLength(3);
        expect(read(original.slice(0, at)).verdict.outcome).not.toBe('succeeded');
      }),
      { numRuns: 60 },
    );
  });
});
