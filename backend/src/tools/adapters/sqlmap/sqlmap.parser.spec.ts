import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { ENDED_BY_ITSELF, type Reading } from '../../testing/tool-fixtures.js';
import { observedIn, readerFor, recordedStreams, type Streams } from '../../testing/tool-reading.js';
import { type ToolRunRequest } from '../../tool-adapter.js';
import { sqlmap } from './sqlmap.adapter.js';

const fixture = (name: string): string => {
  const file = join(import.meta.dirname, 'fixtures', name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};
const recorded = (name: string): Streams => recordedStreams(sqlmap, name);

const request = (port = 18301, host = '127.0.0.1'): ToolRunRequest => ({
  endpoint: { host, address: '127.0.0.1', port, protocol: 'http' },
  profile: 'standard',
  settings: {},
});

const FAILED_BY_ITSELF: ProcessExit = { ...ENDED_BY_ITSELF, code: 1 };
const OUT_OF_TIME: ProcessExit = { code: null, signal: 'SIGTERM', truncated: false, endedBy: 'time_limit' };

const read = readerFor(sqlmap, request());

const points = (reading: Reading): string[] =>
  observedIn(reading).map(({ endpoint, discriminator }) => `${endpoint.path ?? ''} ${discriminator ?? ''}`);

const lines = (...messages: string[]): string => messages.map((message) => `\r[09:26:29] ${message}\n`).join('');
const TESTING = "[INFO] testing for SQL injection on GET parameter 'id'";
const CLEAN = "[WARNING] GET parameter 'id' does not seem to be injectable";
const page = (path: string): string => `[INFO] testing URL 'http://127.0.0.1:18301${path}'`;
const END = '\n[*] ending @ 09:26:29 /2026-11-28/\n\n';

describe('the sqlmap parser', () => {
  it('reads the injection points of a recorded run, of every page', () => {
    const reading = read(recorded('success'));

    expect(points(reading)).toEqual(['/item GET id', '/news GET slug']);
    expect(observedIn(reading)[0]).toMatchObject({
      weakness: 'http.sql-injection',
      rule: 'AND boolean-based blind - WHERE or HAVING clause',
      endpoint: { host: '127.0.0.1', port: 18301, protocol: 'http' },
      severity: 'critical',
      evidence: expect.stringContaining('Type: UNION query') as string,
    });
  });

  it('never claims the whole family, for it knows one flaw and the parameters of links only', () => {
    expect(read(recorded('success')).verdict).toEqual({
      outcome: 'succeeded',
      coverage: [
        {
          family: 'http.vulnerabilities',
          endpoint: { host: '127.0.0.1', address: '127.0.0.1', port: 18301, transport: 'tcp', protocol: 'http' },
          status: 'partial',
          reason: 'only SQL injection was looked for, in 3 parameters of links',
        },
      ],
    });
  });

  it('finds nothing in a site that cannot be injected into', () => {
    const reading = read(recorded('success-not-injectable'), { asked: request(18302) });

    expect(points(reading)).toEqual([]);
    expect(reading.verdict.outcome).toBe('succeeded');
  });

  it('reports what the address was asked under the name of the target', () => {
    const [first] = observedIn(read(recorded('success'), { asked: request(18301, 'shop.example') }));

    expect(first?.endpoint).toMatchObject({ host: 'shop.example', address: '127.0.0.1', path: '/item' });
  });

  it('reports nothing of another place', () => {
    expect(observedIn(read(recorded('success'), { asked: request(8080) }))).toEqual([]);
  });

  it('reads the same from pieces of any size', () => {
    for (const size of [1, 7, 100_000]) {
      const { verdict, ...whole } = read(recorded('success'), { size });

      expect(points({ verdict, ...whole })).toEqual(['/item GET id', '/news GET slug']);
      expect(verdict).toEqual(read(recorded('success')).verdict);
    }
  });

  it('does not take the half of a name for a parameter', () => {
    const whole = fixture('success.stdout.txt');
    const cut = whole.slice(0, whole.indexOf('Parameter: slug') + 'Parameter: sl'.length);

    expect(points(read({ stdout: cut }))).toEqual(['/item GET id']);
  });

  it('reads the path of a page whose address was printed decoded', () => {
    const found = `sqlmap identified the following injection point(s) with a total of 4 HTTP(s) requests:\n---\nParameter: id (GET)\n    Type: error-based\n    Title: x\n    Payload: id=1\n---\n`;

    expect(points(read({ stdout: lines(page("/it's my page?id=1")) + found }))).toEqual(["/it's%20my%20page GET id"]);
  });

  it('shows how far it has come', () => {
    const { events } = read(recorded('success'));

    expect(events.flatMap((event) => (event.type === 'progress' ? [event.percent] : []))).toEqual([33, 66]);
  });
});

describe('the verdict on a sqlmap run', () => {
  it.each([
    ['target-down', /Connection refused/],
    ['tarpit', /connection timed out to the target URL/],
    ['unresolvable', /unable to connect to the target URL/],
    ['bad-args', /^no such option: --no-such-flag$/],
    ['bad-level', /^value for option '--level' must be an integer/],
  ])('is failed for %s, whatever the exit code', (name, reason) => {
    for (const exit of [ENDED_BY_ITSELF, FAILED_BY_ITSELF]) {
      const { verdict } = read(recorded(name), { exit });

      expect(verdict).toMatchObject({ outcome: 'failed', coverage: [{ status: 'failed' }] });
      expect(verdict.reason).toMatch(reason);
    }
  });

  it.each(['nothing-to-test', 'redirects-all'])('is skipped when no link has parameters (%s)', (name) => {
    const reason = 'sqlmap found no link with parameters: there was nothing to test';

    expect(read(recorded(name)).verdict).toMatchObject({
      outcome: 'skipped',
      reason,
      coverage: [{ status: 'skipped', reason }],
    });
  });

  it('is partial when the server dies, with what was found until then', () => {
    const reading = read(recorded('server-dies'), { asked: request(18316) });

    expect(points(reading)).toEqual(['/item GET id']);
    expect(reading.verdict).toMatchObject({ outcome: 'partial', coverage: [{ status: 'partial' }] });
    expect(reading.verdict.reason).toMatch(/^unable to connect to the target URL/);
  });

  it('is partial when something in front of the site turns the attempts away', () => {
    expect(read(recorded('refused-by-firewall'), { asked: request(18330) }).verdict).toMatchObject({
      outcome: 'partial',
      reason: expect.stringMatching(/^\d+ requests were turned away$/) as string,
      coverage: [{ status: 'partial' }],
    });
  });

  it.each(['sigterm-mid-run', 'sigint-mid-run'])('never is succeeded after %s', (name) => {
    const reading = read(recorded(name), { asked: request(18321) });

    expect(reading.verdict.outcome).toBe('partial');
    expect(reading.verdict.reason).toMatch(/^sqlmap (?:did not say that it came to its end|was interrupted)$/);
  });

  it('is timed out when we ended it, with what was found until then', () => {
    const reading = read(recorded('sigterm-mid-run'), { asked: request(18321), exit: OUT_OF_TIME });

    expect(reading.verdict).toMatchObject({ outcome: 'timed_out', coverage: [{ status: 'timed_out' }] });
    expect(points(reading)).toEqual(['/item GET id']);
  });

  it('is partial when a parameter was begun with and not judged', () => {
    const stdout = lines(page('/a?id=1'), TESTING, page('/b?id=1'), TESTING, CLEAN) + END;

    expect(read({ stdout }).verdict).toMatchObject({
      outcome: 'partial',
      reason: '1 parameters were not tried to the end',
    });
  });

  it('is skipped when sqlmap leaves out the only parameter by its name', () => {
    const stdout = lines(page('/a?PHPSESSID=1'), "[INFO] ignoring GET parameter 'PHPSESSID'") + END;

    expect(read({ stdout }).verdict).toMatchObject({
      outcome: 'skipped',
      reason: 'sqlmap tested nothing: it leaves out parameters of this name',
    });
  });

  it('tells of pages that were not found, and does not count one request that was made again', () => {
    const stdout =
      lines(
        page('/gone?id=1'),
        '[CRITICAL] page not found (404)',
        page('/a?id=1'),
        '[CRITICAL] unable to connect to the target URL. sqlmap is going to retry the request(s)',
        TESTING,
        CLEAN,
      ) + END;

    expect(read({ stdout }).verdict).toMatchObject({
      outcome: 'succeeded',
      coverage: [{ reason: 'only SQL injection was looked for, in 1 parameters of links; 1 pages were not found' }],
    });
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
