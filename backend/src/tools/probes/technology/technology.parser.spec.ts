import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Observation } from '../../../findings/observation.js';
import { ENDED_BY_ITSELF, recordedRequest, replay } from '../../testing/tool-fixtures.js';
import { endOfLifeOf } from './outdated.js';
import { scriptSourcesOf } from './scripts.js';
import { technologyProbe } from './technology.probe.js';

function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
}

function read(transcript: string, exit = ENDED_BY_ITSELF) {
  const request = recordedRequest(technologyProbe, 'standard');
  const { events, verdict } = replay(technologyProbe, request, [['stdout', transcript]], { exit, size: 37 });
  const found = events.flatMap((event): Observation[] => (event.type === 'observation' ? [event.observation] : []));
  return { found, verdict };
}

/** A transcript of one page. */
function pageWith(headers: readonly (readonly [string, string])[], html = ''): string {
  const answered = { kind: 'answered', status: 200, headers, headersCut: 0, bodyBytes: html.length };
  const lines = [
    {
      type: 'start',
      origin: 'http://a.test:80',
      profile: 'standard',
      questions: 1,
      observedAt: '2026-01-01T00:00:00Z',
    },
    { type: 'body', exchange: 0, coding: 'text', piece: html },
    {
      type: 'exchange',
      exchange: 0,
      purpose: 'page',
      method: 'GET',
      path: '/',
      attempts: 1,
      ms: 1,
      result: { ...answered, bodyState: { kind: 'whole' } },
    },
    { type: 'end' },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function titlesOf(transcript: string): (string | undefined)[] {
  return read(transcript).found.map(({ title }) => title);
}

describe('the technology probe', () => {
  it('recognises what the practice target runs, with versions and the signs that show them', () => {
    const { found, verdict } = read(fixture('success-practice.jsonl'));

    expect(found.map(({ title }) => title)).toEqual([
      'Technology in use: nginx 1.14.0',
      'Technology in use: PHP 5.6.40',
      'Outdated component: PHP 5.6.40',
      'Technology in use: JQuery 1.8.3',
      'Outdated component: JQuery 1.8.3',
    ]);
    expect(found[3]).toMatchObject({ rule: 'script-name, script-text', discriminator: 'jquery' });
    expect(found[4]).toMatchObject({ cve: ['CVE-2020-11022', 'CVE-2020-11023'] });
    expect(verdict.outcome).toBe('succeeded');
  });

  it('recognises a library by its file on an nginx', () => {
    const { found } = read(fixture('success-nginx.jsonl'));

    expect(found.map(({ title }) => title)).toEqual([
      'Technology in use: nginx 1.22.1',
      'Technology in use: Bootstrap 3.3.7',
      'Outdated component: Bootstrap 3.3.7',
    ]);
  });

  it('never takes silence for the absence of software', () => {
    const { found, verdict } = read(fixture('success-hardened.jsonl'));

    expect(found).toEqual([]);
    expect(verdict.coverage).toEqual([expect.objectContaining({ family: 'http.technology', status: 'partial' })]);
  });

  it('fails where nobody answers', () => {
    expect(read(fixture('target-down.jsonl')).verdict).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('refused'),
    });
  });

  it.each([
    [
      'a generator',
      pageWith([], '<meta name="generator" content="WordPress 6.4.2">'),
      'Technology in use: WordPress 6.4.2',
    ],
    ['a cookie', pageWith([['Set-Cookie', 'JSESSIONID=ab***; Path=/']]), 'Technology in use: Java'],
    ['a mark', pageWith([], '<app-root ng-version="17.3.1"></app-root>'), 'Technology in use: Angular 17.3.1'],
    [
      'a script of another site',
      pageWith([], '<script src="https://cdn.test/npm/vue@3.4.5/x.js">'),
      'Technology in use: Vue.js 3.4.5',
    ],
    [
      'several products in one header',
      pageWith([['Server', 'Apache/2.4.57 (Debian) OpenSSL/3.0.11']]),
      'Technology in use: Apache 2.4.57',
    ],
  ])('recognises %s', (_, transcript, title) => {
    expect(titlesOf(transcript)).toContain(title);
  });

  it('does not take Tomcat for Apache, nor names without the sign of a version for one', () => {
    expect(titlesOf(pageWith([['Server', 'Apache-Coyote/1.1']]))).toEqual(['Technology in use: Apache-Tomcat 1.1']);
    expect(titlesOf(pageWith([], '<script src="/js/jquery.min.js"></script>'))).toEqual([]);
  });

  it('never throws on mutated transcripts, and never calls a cut one succeeded', () => {
    const original = fixture('success-practice.jsonl');
    fc.assert(
      fc.property(fc.nat(original.length - 20), fc.string({ maxLength: 30 }), (at, put) => {
        expect(read(original.slice(0, at) + put + original.slice(at + 5)).verdict.coverage).toHaveLength(1);
        expect(read(original.slice(0, at)).verdict.outcome).not.toBe('succeeded');
      }),
      { numRuns: 60 },
    );
  });
});

describe(endOfLifeOf.name, () => {
  it.each([
    ['PHP', '8.1.27', true],
    ['PHP', '8.2.0', false],
    ['JQuery', '3.4.1', true],
    ['JQuery', '3.5', false],
    ['JQuery', '3', false],
    ['AngularJS', '1.8.2', true],
    ['nginx', '1.14.0', false],
  ])('%s %s without fixes: %s', (name, version, expected) => {
    expect(endOfLifeOf(name, version) !== undefined).toBe(expected);
  });
});

describe(scriptSourcesOf.name, () => {
  it('reads sources in every way of quoting, each once', () => {
    const html = `<script src="/a.js"></script><script defer src='/b.js'></script><script src=/c.js></script><script src="/a.js">`;

    expect(scriptSourcesOf(html)).toEqual(['/a.js', '/b.js', '/c.js']);
  });

  it('comes to an end on a page made to keep it busy', () => {
    expect(scriptSourcesOf('<script '.repeat(20_000))).toEqual([]);
  });
});
