import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { ENDED_BY_ITSELF, type Reading } from '../../testing/tool-fixtures.js';
import { observedIn, readerFor, recordedStreams, type Streams } from '../../testing/tool-reading.js';
import { type Profile, type ToolRunRequest } from '../../tool-adapter.js';
import { wapiti } from './wapiti.adapter.js';

const recorded = (name: string): Streams => recordedStreams(wapiti, name);

const asked = (profile: Profile): ToolRunRequest => ({
  endpoint: { host: '127.0.0.1', address: '127.0.0.1', port: 18080, protocol: 'http' },
  profile,
  settings: {},
});
const read = readerFor(wapiti, asked('standard'));

const coverageOf = ({ verdict }: Reading, family: string) => verdict.coverage.find((entry) => entry.family === family);

describe('the Wapiti parser', () => {
  it('reads what is wrong with a site', () => {
    const reading = read(recorded('success'));

    expect(observedIn(reading).map(({ weakness, endpoint }) => `${weakness} ${endpoint.path ?? ''}`)).toEqual([
      'http.header.csp.missing ',
      'http.header.frame-options.missing ',
      'wapiti.http-secure-headers /',
      'http.header.x-content-type-options.missing ',
      'http.cookie.httponly.missing ',
      'http.open-redirect /go',
      'http.cookie.secure.missing ',
      'http.sql-injection /item',
      'http.cross-site-scripting /search',
      ...Array.from({ length: 3 }, () => 'http.error.unhandled /item'),
    ]);
    expect(reading.verdict.outcome).toBe('succeeded');
    expect(coverageOf(reading, 'http.vulnerabilities')).toMatchObject({
      status: 'partial',
      reason: expect.stringContaining('GET parameters'),
    });
  });

  it('tells how far it is', () => {
    const percents = read(recorded('success')).events.flatMap((event) =>
      event.type === 'progress' ? [event.percent] : [],
    );

    expect(percents).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
  });

  it('finds nothing on a site where nothing is wrong', () => {
    const reading = read(recorded('success-clean'));

    expect(observedIn(reading)).toEqual([]);
    expect(reading.verdict.outcome).toBe('succeeded');
  });

  it('sends no attacks in the quick profile, and says so', () => {
    const reading = read(recorded('success-quick'), { asked: asked('quick') });

    expect(reading.verdict.outcome).toBe('succeeded');
    expect(coverageOf(reading, 'http.vulnerabilities')).toMatchObject({ status: 'skipped' });
    expect(observedIn(reading)).toHaveLength(6);
  });

  it('does not hide that a module broke off, though the program ends as if nothing were', () => {
    const reading = read(recorded('module-broke'));

    expect(reading.verdict).toMatchObject({
      outcome: 'partial',
      reason: expect.stringMatching(/^module sql: it broke off/),
    });
    expect(coverageOf(reading, 'http.vulnerabilities')).toMatchObject({ status: 'failed' });
    expect(coverageOf(reading, 'http.headers')).toMatchObject({ status: 'partial' });
    expect(observedIn(reading).length).toBeGreaterThan(5);
  });

  it('takes a report without findings for nothing when nobody answered', () => {
    const reading = read(recorded('target-down'));

    expect(reading.verdict).toMatchObject({
      outcome: 'failed',
      reason: 'Connection error with URL http://127.0.0.1:18080/',
    });
    expect(reading.verdict.coverage.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
  });

  it.each(['killed-mid-run', 'tarpit'])('proves nothing when it was ended (%s)', (name) => {
    const exit: ProcessExit = { code: null, signal: 'SIGTERM', truncated: false, endedBy: 'time_limit' };
    const reading = read(recorded(name), { exit });

    expect(reading.verdict.outcome).toBe('timed_out');
    expect(observedIn(reading)).toEqual([]);
  });

  it('says what was wrong with its arguments', () => {
    const reading = read(recorded('bad-args'), { exit: { ...ENDED_BY_ITSELF, code: 2 } });

    expect(reading.verdict).toMatchObject({ outcome: 'failed', reason: 'unrecognized arguments: --nonsense' });
  });

  it('notices requests without answers and time that was up', () => {
    const { stdout = '', ...rest } = recorded('success');
    const disturbed = stdout
      .replace('[*] Saving scan state', 'Max scan time was reached, stopping.\n[*] Saving scan state')
      .replace('CSP is not set', '3 requests were skipped due to network issues');
    const reading = read({ ...rest, stdout: disturbed });

    expect(reading.verdict.outcome).toBe('partial');
    expect(coverageOf(reading, 'http.headers')).toMatchObject({ reason: 'module csp: 3 requests got no answer' });
    expect(coverageOf(reading, 'http.vulnerabilities')).toMatchObject({ reason: 'the crawl: its time was up' });
  });

  it('is not content with fewer modules than were asked for', () => {
    const { stdout = '', ...rest } = recorded('success');

    expect(read({ ...rest, stdout: stdout.replace('Launching module sql', 'x') }).verdict.outcome).toBe('partial');
  });

  it('says that a site which answers everything alike has more entries than are taken', () => {
    const { report = '', ...rest } = recorded('success');
    const whole = JSON.parse(report) as { anomalies: Record<string, object[]> };
    const [entry = {}] = whole.anomalies['Internal Server Error'] ?? [];
    const flooded = { ...whole, anomalies: { 'Internal Server Error': Array.from({ length: 2100 }, () => entry) } };
    const reading = read({ ...rest, report: JSON.stringify(flooded) });

    expect(observedIn(reading)).toHaveLength(2000);
    expect(reading.verdict).toMatchObject({
      outcome: 'partial',
      reason: expect.stringContaining('more entries were left out'),
    });
    expect(reading.verdict.coverage.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
  });

  it.each(['', '{', '[]', '{"vulnerabilities":3}'])('takes no report from %j', (report) => {
    expect(read({ ...recorded('success'), report }).verdict).toMatchObject({
      outcome: 'failed',
      reason: 'Wapiti wrote no report, or not the whole of it',
    });
  });
});
