import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Observation } from '../../../findings/observation.js';
import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { ENDED_BY_ITSELF, type Reading, replay } from '../../testing/tool-fixtures.js';
import { type ToolRunRequest } from '../../tool-adapter.js';
import { whatweb } from './whatweb.adapter.js';

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');

const request = (changes: Partial<ToolRunRequest> = {}): ToolRunRequest => ({
  endpoint: { host: '127.0.0.1', address: '127.0.0.1', port: 80, protocol: 'http' },
  profile: 'deep',
  settings: {},
  ...changes,
});

function read(
  streams: Partial<Record<OutputStream, string>>,
  {
    asked = request(),
    exit = ENDED_BY_ITSELF,
    size = 64,
  }: { asked?: ToolRunRequest; exit?: ProcessExit; size?: number } = {},
): Reading {
  return replay(whatweb, asked, Object.entries(streams) as [OutputStream, string][], { exit, size });
}

function observed({ events }: Reading): Observation[] {
  return events.flatMap((event) => (event.type === 'observation' ? [event.observation] : []));
}

const technologies = (reading: Reading): (string | undefined)[] =>
  observed(reading)
    .filter(({ weakness }) => weakness === 'http.technology')
    .map(({ discriminator }) => discriminator);

const answer = (plugins: object, target = 'http://127.0.0.1/'): string =>
  `[\n${JSON.stringify({ target, http_status: 200, plugins })}\n]\n`;

describe('the WhatWeb parser', () => {
  it('reads the software of a site from a recorded run', () => {
    const reading = read({ stdout: fixture('success.json') });

    expect(technologies(reading)).toEqual(['jquery', 'nginx', 'wordpress']);
    expect(observed(reading).find(({ rule }) => rule === 'WordPress')).toMatchObject({
      title: 'Technology in use: WordPress 4.7.1',
      evidence: 'WordPress; version 4.7.1',
      endpoint: { host: '127.0.0.1', port: 80, protocol: 'http' },
    });
  });

  it('joins all headers that tell a version into one finding of the service', () => {
    const plugins = { HTTPServer: { string: ['nginx/1.22.1'] }, 'X-Powered-By': { string: ['PHP/8.2'] } };
    const [found] = observed(read({ stdout: answer(plugins) }));

    expect(found).toMatchObject({
      weakness: 'http.header.server.version',
      evidence: 'Server: nginx/1.22.1\nX-Powered-By: PHP/8.2',
    });
    expect(found?.endpoint.path).toBeUndefined();
  });

  it('does not report a server that tells its name only', () => {
    expect(observed(read({ stdout: answer({ HTTPServer: { string: ['nginx'] } }) }))).toEqual([]);
  });

  it('reports cookies that scripts can read, and not the others', () => {
    const plugins = { Cookies: { string: ['PHPSESSID', 'b'] }, HttpOnly: { string: ['b'] } };

    expect(observed(read({ stdout: answer(plugins) }))).toMatchObject([
      { weakness: 'http.cookie.httponly.missing', discriminator: 'PHPSESSID' },
    ]);
  });

  it('keeps what the catalogue does not know under a name of its own', () => {
    expect(observed(read({ stdout: answer({ 'x-machine': { string: ['node7'] } }) }))).toMatchObject([
      { weakness: 'whatweb.x-machine', severity: 'info', evidence: 'x-machine; detail node7' },
    ]);
  });

  it('reports a listed folder on its path', () => {
    expect(observed(read({ stdout: answer({ 'Index-Of': {} }, 'http://127.0.0.1/files/') }))).toMatchObject([
      { weakness: 'http.directory-listing', endpoint: { path: '/files/' } },
    ]);
  });

  it('leaves out answers of other services to which a redirect has led', () => {
    const asked = request({ endpoint: { ...request().endpoint, path: '/redir?url=http://127.0.0.1:8082/' } });
    const reading = read({ stdout: fixture('success-redirect.json') }, { asked });

    expect(technologies(reading)).toEqual(['nginx']);
    expect(reading.verdict.outcome).toBe('succeeded');
    expect(reading.verdict.coverage[0]).toMatchObject({ family: 'http.technology', status: 'ran' });
  });

  it('says that a redirect inside the site was not followed', () => {
    const { verdict } = read({ stdout: answer({ RedirectLocation: { string: ['/login'] } }) });

    expect(verdict.outcome).toBe('succeeded');
    expect(verdict.coverage[0]).toMatchObject({
      status: 'partial',
      reason: expect.stringContaining('redirects inside'),
    });
  });

  it('removes what could fake text on a terminal', () => {
    const [found] = observed(read({ stdout: answer({ 'ev\u001b[31mil\u202e': { version: ['1\u0007'] } }) }));

    expect(found?.title).toBe('Technology in use: evil 1');
  });
});

describe('the verdict on a WhatWeb run', () => {
  it('is succeeded for a closed report, with technology checked in full by the deep profile only', () => {
    const statuses = (['quick', 'standard', 'deep'] as const).map((profile) => {
      const { verdict } = read({ stdout: fixture('success.json') }, { asked: request({ profile }) });
      return [verdict.outcome, verdict.coverage.find(({ family }) => family === 'http.technology')?.status];
    });

    expect(statuses).toEqual([
      ['succeeded', 'partial'],
      ['succeeded', 'partial'],
      ['succeeded', 'ran'],
    ]);
  });

  it.each([
    ['target-down', 'ERROR Opening: http://127.0.0.1:1/ - Connection refused - connect(2) for "127.0.0.1" port 1'],
    ['unresolvable', 'ERROR Opening: http://nx.invalid/ - no address for nx.invalid'],
    ['tarpit', 'ERROR Opening: http://127.0.0.1:7777/ - Net::ReadTimeout'],
  ])('is failed for %s although the exit code is 0', (name, reason) => {
    const { verdict } = read({ stdout: fixture(`${name}.json`), stderr: fixture(`${name}.stderr.txt`) });

    expect(verdict).toMatchObject({ outcome: 'failed', reason });
    expect(verdict.coverage.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed', 'failed']);
  });

  it('is failed for a dead target even when errors are not printed', () => {
    expect(read({ stdout: fixture('target-down-no-errors.json') }).verdict).toMatchObject({
      outcome: 'failed',
      reason: 'the report holds no answer: nothing was examined',
    });
  });

  it('is failed for wrong options although the exit code is 0', () => {
    const { verdict } = read({ stdout: fixture('bad-args.txt'), stderr: fixture('bad-args.stderr.txt') });

    expect(verdict.outcome).toBe('failed');
    expect(verdict.reason).toContain('unrecognized option');
  });

  it('is failed when an inner address answered in place of the pinned one', () => {
    const asked = request({ endpoint: { host: 'shop.example', address: '93.184.216.34', port: 80, protocol: 'http' } });
    const plugins = { IP: { string: ['10.0.0.5'] }, nginx: {} };
    const reading = read({ stdout: answer(plugins, 'http://shop.example/') }, { asked });

    expect(observed(reading)).toEqual([]);
    expect(reading.verdict).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('10.0.0.5') });
  });

  it('is partial with what was learnt when the run was ended from outside', () => {
    const reading = read(
      { stdout: fixture('sigterm-mid-run.json') },
      { exit: { code: null, signal: 'SIGTERM', truncated: false } },
    );

    expect(technologies(reading)).toContain('wordpress');
    expect(reading.verdict.outcome).toBe('partial');
    expect(reading.verdict.coverage.every(({ status }) => status === 'failed')).toBe(true);
  });

  it.each([
    ['time_limit', 'timed_out', 'timed_out'],
    ['cancelled', 'partial', 'cancelled'],
  ] as const)('follows %s even for a closed report', (endedBy, outcome, status) => {
    const exit = { code: null, signal: 'SIGTERM', endedBy, truncated: false };
    const { verdict } = read({ stdout: fixture('success.json') }, { exit });

    expect(verdict.outcome).toBe(outcome);
    expect(verdict.coverage.every((coverage) => coverage.status === status)).toBe(true);
  });

  it('is partial when another address could not be opened', () => {
    const { verdict } = read({
      stdout: fixture('partial-one-down.json'),
      stderr: fixture('partial-one-down.stderr.txt'),
    });

    expect(verdict).toMatchObject({ outcome: 'partial', reason: expect.stringContaining('Connection refused') });
  });

  it('does not depend on how the output is cut into pieces', () => {
    const whole = read({ stdout: fixture('success.json') }, { size: 100_000 });

    expect([1, 7, 4096].map((size) => read({ stdout: fixture('success.json') }, { size }))).toEqual([
      whole,
      whole,
      whole,
    ]);
  });

  it('never succeeds on a report that was cut', () => {
    const text = fixture('success.json').trimEnd();

    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 1 }), (length) => {
        expect(read({ stdout: text.slice(0, length) }).verdict.outcome).not.toBe('succeeded');
      }),
    );
  });

  it('never throws on a report in which anything was replaced', () => {
    const text = fixture('success-multi.json');

    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.string({ unit: 'binary' }), (start, length, insert) => {
        const { verdict } = read({ stdout: text.slice(0, start) + insert + text.slice(start + length) });
        expect(verdict.coverage).toHaveLength(4);
      }),
    );
  });
});
