import fc from 'fast-check';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { ENDED_BY_ITSELF, type Reading } from '../../testing/tool-fixtures.js';
import { observedIn, readerFor, recordedStreams, type Streams } from '../../testing/tool-reading.js';
import { type ToolRunRequest } from '../../tool-adapter.js';
import { gobuster } from './gobuster.adapter.js';

const recorded = (name: string): Streams => recordedStreams(gobuster, name);

const request = (changes: Partial<ToolRunRequest> = {}): ToolRunRequest => ({
  endpoint: { host: 'localhost', address: '127.0.0.1', port: 18101, protocol: 'http' },
  profile: 'deep',
  settings: {},
  ...changes,
});

const FAILED_BY_ITSELF: ProcessExit = { ...ENDED_BY_ITSELF, code: 1 };
const OUT_OF_TIME: ProcessExit = { code: null, signal: 'SIGTERM', truncated: false, endedBy: 'time_limit' };

const read = readerFor(gobuster, request());

const paths = (reading: Reading): string[] => observedIn(reading).map(({ endpoint }) => endpoint.path ?? '');

const NOBODY = 'parallax-asks-for-a-path-that-nobody-has';
const finished = (...lines: string[]): Streams => ({
  stdout: `${lines.join('\n')}\n\n=====\n2026/11/28 03:47:32 Finished\n=====\n`,
});

describe('the gobuster parser', () => {
  it('reads the paths of a recorded run', () => {
    const reading = read(recorded('success'));

    expect(paths(reading).sort()).toEqual(['/.env', '/.git/HEAD', '/admin/', '/login', '/robots.txt']);
    expect(reading.verdict).toMatchObject({
      outcome: 'succeeded',
      coverage: [{ family: 'http.paths', status: 'ran' }],
    });
  });

  it('reports them as ffuf does, so that both make one finding, and does not claim to know what is behind them', () => {
    const found = new Map(observedIn(read(recorded('success'))).map((observation) => [observation.rule, observation]));

    expect(found.get('.git/HEAD')).toMatchObject({
      weakness: 'http.path.discovered',
      endpoint: { host: 'localhost', port: 18101, path: '/.git/HEAD' },
      title: '/.git/HEAD answers',
      toolSeverity: 'HTTP 200',
      evidence: '/.git/HEAD (Status: 200) [Size: 21]',
    });
    expect(found.get('admin')).toMatchObject({ weakness: 'http.path.admin', endpoint: { path: '/admin/' } });
  });

  it('looks below the folder of the address it was given', () => {
    const asked = request({ endpoint: { ...request().endpoint, path: '/shop/index.php?a=1' } });

    expect(paths(read(finished('/old (Status: 301) [Size: 0] [--> /shop/old/]'), { asked }))).toEqual(['/shop/old/']);
  });

  it('leaves out what the server answers to paths of the same kind that nobody has', () => {
    const reading = read(recorded('refuses-kinds'), { asked: request({ profile: 'quick' }) });

    expect(paths(reading).sort()).toEqual(['/admin/', '/login', '/robots.txt']);
    expect(reading.verdict.outcome).toBe('succeeded');
  });

  it('is partly blind where a kind of path always answers', () => {
    const reading = read(
      finished(
        `/${NOBODY} (Status: 302) [Size: 0] [--> /in?to=/${NOBODY}]`,
        '/x (Status: 302) [Size: 0] [--> /in?to=/x]',
      ),
    );

    expect(paths(reading)).toEqual([]);
    expect(reading.verdict).toMatchObject({
      outcome: 'partial',
      reason: 'the server answers 302 to paths that do not exist',
      coverage: [{ status: 'partial' }],
    });
  });

  it('shows how far it has come', () => {
    const { events } = read(recorded('sigterm-mid-run'));
    const percents = events.flatMap((event) => (event.type === 'progress' ? [event.percent] : []));

    expect(percents).toEqual([2, 5, 9, 12, 16]);
  });

  it('takes no word for a property of an object', () => {
    expect(paths(read(finished('/constructor (Status: 200) [Size: 1]', '/__proto__ (Status: 200) [Size: 1]')))).toEqual(
      ['/constructor', '/__proto__'],
    );
  });
});

describe('the verdict on a gobuster run', () => {
  it.each([
    ['quick', 'the quick profile tries 133 of 1559 paths'],
    ['standard', 'the standard profile tries 528 of 1559 paths'],
  ] as const)('is succeeded with partial coverage in the %s profile', (profile, reason) => {
    expect(read(recorded('success'), { asked: request({ profile }) }).verdict).toMatchObject({
      outcome: 'succeeded',
      coverage: [{ status: 'partial', reason }],
    });
  });

  it.each([
    ['target-down', /^unable to connect to .*connection refused$/],
    ['tarpit', /^unable to connect to .*Client\.Timeout/],
    ['unresolvable', /no such host$/],
    ['bad-args', 'unknown flag: --no-such-flag'],
    ['bad-wordlist', /does not exist/],
    ['catch-all', 'gobuster tried no path: the server answers 200 to paths that do not exist'],
    ['redirects-all', 'gobuster tried no path: the server answers 302 to paths that do not exist'],
  ])('is failed for %s, whatever the exit code', (name, reason) => {
    for (const exit of [ENDED_BY_ITSELF, FAILED_BY_ITSELF]) {
      const { verdict, events } = read(recorded(name), { exit });

      expect(verdict).toMatchObject({ outcome: 'failed', coverage: [{ status: 'failed' }] });
      expect(verdict.reason).toMatch(reason);
      expect(events.filter(({ type }) => type === 'observation')).toEqual([]);
    }
  });

  it.each([
    ['unanswered', 15],
    ['server-dies', 91],
  ])('is partial when requests got no answer (%s)', (name, count) => {
    const reading = read(recorded(name), { asked: request({ profile: 'quick' }) });

    expect(reading.verdict).toMatchObject({ outcome: 'partial', coverage: [{ status: 'partial' }] });
    expect(reading.verdict.reason).toMatch(new RegExp(`^${count} requests got no answer: Get "http`));
    expect(paths(reading)).toContain('/robots.txt');
  });

  it('is failed when no request got an answer', () => {
    const lines = Array.from({ length: 149 }, () => '[ERROR] 2026/11/28 03:47:38 [!] Get "http://localhost/x": EOF');
    const streams = { ...finished(), stderr: lines.join('\n') };

    expect(read(streams, { asked: request({ profile: 'quick' }) }).verdict.outcome).toBe('failed');
  });

  it('is timed out when we ended it, with what was found until then', () => {
    const reading = read({ stdout: '/login (Status: 200) [Size: 15]\n' }, { exit: OUT_OF_TIME });

    expect(reading.verdict).toMatchObject({ outcome: 'timed_out', coverage: [{ status: 'timed_out' }] });
    expect(paths(reading)).toEqual(['/login']);
  });

  it.each(['sigterm-mid-run', 'sigint-mid-run'])('never is succeeded after %s', (name) => {
    expect(read(recorded(name)).verdict.outcome).toBe('failed');
  });

  it('counts a complaint of another kind as a doubt', () => {
    expect(read({ ...finished('/login (Status: 200) [Size: 15]'), stderr: 'panic: whatever\n' }).verdict).toMatchObject(
      {
        outcome: 'partial',
        reason: '1 requests got no answer: panic: whatever',
      },
    );
  });

  it('survives any output', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('stdout', 'stderr'),
        fc.integer({ min: 1, max: 9 }),
        (text, stream, size) => {
          expect(read({ [stream]: text }, { size }).verdict.outcome).not.toBe('succeeded');
        },
      ),
      { numRuns: 200 },
    );
  });
});
