import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Reading } from '../../testing/tool-fixtures.js';
import { observedIn, readerFor, recordedStreams, type Streams } from '../../testing/tool-reading.js';
import { type ToolRunRequest } from '../../tool-adapter.js';
import { ffuf } from './ffuf.adapter.js';

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
const recorded = (name: string): Streams => recordedStreams(ffuf, name);

const request = (changes: Partial<ToolRunRequest> = {}): ToolRunRequest => ({
  endpoint: { host: 'localhost', address: '127.0.0.1', port: 18101, protocol: 'http' },
  profile: 'deep',
  settings: {},
  ...changes,
});

const read = readerFor(ffuf, request());

const paths = (reading: Reading): string[] => observedIn(reading).map(({ endpoint }) => endpoint.path ?? '');

const progress = (made: number, total: number, failed = 0): string =>
  `\r\u001b[2K:: Progress: [${made}/${total}]\u00a0 :: Job [1/1] :: 9 req/sec :: Duration: [0:00:01] :: Errors: ${failed} ::`;

const hit = (word: string, changes: object = {}): object => ({
  input: { FUZZ: word },
  status: 200,
  length: 10,
  words: 2,
  lines: 1,
  redirectlocation: '',
  url: `http://localhost:18101/${word}`,
  ...changes,
});

const reportWith = (...results: object[]): Streams => ({
  stderr: progress(149, 149),
  report: JSON.stringify({ results, config: { filters: {} } }),
});

const NOBODY = 'parallax-asks-for-a-path-that-nobody-has';

describe('the ffuf parser', () => {
  it('reads the paths of a recorded run', () => {
    const reading = read(recorded('success'));

    expect(paths(reading).sort()).toEqual(['/.env', '/.git/HEAD', '/admin/', '/login', '/robots.txt']);
    expect(reading.verdict).toMatchObject({
      outcome: 'succeeded',
      coverage: [{ family: 'http.paths', status: 'ran' }],
    });
  });

  it('does not claim to know what is behind a path', () => {
    const git = observedIn(read(recorded('success'))).find(({ rule }) => rule === '.git/HEAD');

    expect(git).toMatchObject({
      weakness: 'http.path.discovered',
      endpoint: { host: 'localhost', port: 18101, path: '/.git/HEAD' },
      title: '/.git/HEAD answers',
      evidence: 'GET /.git/HEAD was answered with HTTP 200; 30 bytes, 1 words, 1 lines',
    });
  });

  it.each([
    ['admin', 401, 'http.path.admin'],
    ['wp-admin/', 302, 'http.path.admin'],
    ['phpmyadmin', 200, 'http.path.admin'],
    ['admin', 403, 'http.path.discovered'],
    ['cpp', 200, 'http.path.discovered'],
  ])('takes %s with status %d for %s', (word, status, weakness) => {
    expect(observedIn(read(reportWith(hit(word, { status }))))).toMatchObject([{ weakness }]);
  });

  it('looks below the folder of the address it was given', () => {
    const asked = request({ endpoint: { ...request().endpoint, path: '/shop/index.php?a=1' } });
    const results = hit('old', { status: 301, redirectlocation: '/shop/old/', url: 'http://localhost:18101/shop/old' });

    expect(paths(read(reportWith(results), { asked }))).toEqual(['/shop/old/']);
  });

  it('leaves out what the server answers to paths of the same kind that nobody has', () => {
    const reading = read(
      reportWith(
        hit(NOBODY, { status: 302, redirectlocation: `/login?next=/${NOBODY}` }),
        hit('users', { status: 302, redirectlocation: '/login?next=/users' }),
        hit(`.${NOBODY}`, { status: 403 }),
        hit('.htpasswd', { status: 403 }),
        hit('docs', { status: 302, redirectlocation: '/docs/' }),
        hit('login'),
      ),
    );

    expect(paths(reading)).toEqual(['/docs/', '/login']);
    expect(reading.verdict).toMatchObject({
      outcome: 'partial',
      reason: 'the server answers 302 to paths that do not exist',
    });
  });

  it('reports nothing of a page that repeats every address asked for', () => {
    const reading = read(recorded('catch-all-reflecting'), { asked: request({ profile: 'quick' }) });

    expect(paths(reading)).toEqual([]);
    expect(reading.verdict.outcome).toBe('partial');
    expect(reading.verdict.reason).toContain('the server answers 200 to paths that do not exist');
  });

  it('shows how far it has come', () => {
    const { events } = read({
      stderr: progress(40, 400) + progress(100, 400) + progress(90, 400) + progress(400, 400),
    });
    const percents = events.flatMap((event) => (event.type === 'progress' ? [event.percent] : []));

    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents.at(-1)).toBe(100);
  });
});

describe('the verdict on an ffuf run', () => {
  it.each([
    ['quick', 'the quick profile tries 133 of 1559 paths'],
    ['standard', 'the standard profile tries 528 of 1559 paths'],
  ] as const)('is succeeded with partial coverage in the %s profile', (profile, reason) => {
    expect(read(recorded('success'), { asked: request({ profile }) }).verdict).toMatchObject({
      outcome: 'succeeded',
      coverage: [{ status: 'partial', reason }],
    });
  });

  it('is partial when answers were left out because everything answers', () => {
    const { verdict } = read(recorded('catch-all'));

    expect(verdict.outcome).toBe('partial');
    expect(verdict.coverage).toMatchObject([{ status: 'partial', reason: expect.stringContaining('size 43') }]);
  });

  it('is failed for a dead target', () => {
    const exit = { code: 1, signal: null, truncated: false };
    const { verdict } = read({ stderr: fixture('target-down-calibration.stderr.txt') }, { exit });

    expect(verdict.outcome).toBe('failed');
    expect(verdict.reason).toContain('connection refused');
  });

  it('never takes an empty report with exit code 0 for a clean target', () => {
    expect(read({ report: fixture('target-down.json') }).verdict.outcome).toBe('partial');
    expect(read({ report: fixture('target-down.json'), stderr: progress(4614, 4614, 4614) }).verdict).toMatchObject({
      outcome: 'failed',
      reason: 'none of 4614 requests was answered',
    });
  });

  it('is partial when some requests got no answer', () => {
    expect(read({ ...recorded('success'), stderr: progress(1591, 1591, 3) }).verdict).toMatchObject({
      outcome: 'partial',
      reason: '3 of 1591 requests got no answer',
    });
  });

  it('is partial when the word list was not tried to its end', () => {
    expect(read({ ...recorded('success'), stderr: progress(700, 1591) }).verdict).toMatchObject({
      outcome: 'partial',
      reason: 'the word list was not tried to its end: 700 of 1591 requests',
    });
  });

  it('is timed out when ffuf ended itself for time, with what was found', () => {
    const reading = read(recorded('maxtime'));

    expect(observedIn(reading).map(({ rule }) => rule)).toContain('.git/HEAD');
    expect(reading.verdict).toMatchObject({ outcome: 'timed_out', coverage: [{ status: 'timed_out' }] });
  });

  it('is not succeeded after SIGTERM, although ffuf exits with 0 and writes its report', () => {
    const reading = read(recorded('sigterm-mid-run'));

    expect(observedIn(reading)).toHaveLength(2);
    expect(reading.verdict).toMatchObject({ outcome: 'partial', reason: 'Caught keyboard interrupt (Ctrl-C)' });
  });

  it.each([
    ['bad-args', 'flag provided but not defined: -no-such-flag'],
    ['bad-wordlist', 'Encountered error(s): 1 errors occurred.'],
  ])('is failed for %s, in the words of ffuf', (name, reason) => {
    const exit = { code: 2, signal: null, truncated: false };

    expect(read({ stderr: fixture(`${name}.stderr.txt`) }, { exit }).verdict).toMatchObject({
      outcome: 'failed',
      reason,
    });
  });

  it('is partial when the report does not tell what calibration left out', () => {
    const report = JSON.stringify({ results: [], config: {} });

    expect(read({ stderr: progress(149, 149), report }).verdict.outcome).toBe('partial');
  });

  it('never succeeds on a report that was cut', () => {
    const { report = '', stderr = '' } = recorded('success');

    fc.assert(
      fc.property(fc.nat(report.length - 1), (length) => {
        expect(read({ stderr, report: report.slice(0, length) }).verdict.outcome).toBe('failed');
      }),
    );
  });

  it('never throws on a report in which anything was replaced', () => {
    const { report = '', stderr = '' } = recorded('success');

    fc.assert(
      fc.property(fc.nat(report.length), fc.nat(40), fc.string({ unit: 'binary' }), (start, length, insert) => {
        const changed = report.slice(0, start) + insert + report.slice(start + length);
        expect(read({ stderr: stderr + insert, report: changed }).verdict.coverage).toHaveLength(1);
      }),
    );
  });
});
