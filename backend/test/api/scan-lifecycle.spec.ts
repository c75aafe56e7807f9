import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CoverageListDto } from '../../src/findings/dto/coverage.dto.js';
import { type FindingPageDto } from '../../src/findings/dto/finding.dto.js';
import { NO_FINDINGS } from '../../src/findings/severity.js';
import { type ToolRunDto } from '../../src/scans/dto/tool-run.dto.js';
import { missingTool, scriptedTool } from './scripted-tool.js';
import { TestServer } from './test-server.js';

const ok = (id: string) => scriptedTool(id, 'echo see net.port.open; echo done');

describe('a scan', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  function stateOf(runs: readonly ToolRunDto[], tool: string): string | undefined {
    return runs.find((run) => run.tool === tool)?.state;
  }

  it('completes when all its tools succeed, and joins what they saw', async () => {
    server = await TestServer.start([ok('one'), ok('two')]);

    const { id } = await server.startScan();
    const scan = await server.finished(id);

    expect(scan).toMatchObject({ state: 'completed', runs: { succeeded: 2 }, findings: { info: 1 } });
    const { body } = await server.get<{ items: object[] }>(`/scans/${id}/findings`);
    expect(body.items).toEqual([expect.objectContaining({ corroboration: 2, tools: ['one', 'two'] })]);
  });

  it('keeps the exact command, version, times, processes, bytes and raw output of every run', async () => {
    server = await TestServer.start([scriptedTool('one', 'echo hello; echo trouble >&2; echo done; exit 3')]);
    const { id } = await server.startScan();
    await server.finished(id);

    const [run] = await server.runs(id);

    expect(run).toMatchObject({ state: 'succeeded', toolVersion: '1.2.3', exitCode: 3, stdoutBytes: 11 });
    expect(run!.argv?.slice(1)).toEqual(['-c', 'echo hello; echo trouble >&2; echo done; exit 3']);
    expect(run!.receipt).toMatchObject({ survivors: [] });
    expect(run!.receipt?.pids).not.toEqual([]);
    expect(Date.parse(run!.finishedAt!) - Date.parse(run!.startedAt!)).toBe(run!.durationMs);
    expect((await server.get(`/runs/${run!.id}/artefact`)).body).toBe('hello\ndone\n');
    expect((await server.get(`/runs/${run!.id}/artefact?stream=stderr`)).body).toBe('trouble\n');
    const log = await server.get<{ lines: string[]; complete: boolean }>(`/runs/${run!.id}/log`);
    expect([...log.body.lines].sort()).toEqual(['done', 'hello', 'trouble']);
  });

  it('is failed when every run failed, with the reasons', async () => {
    server = await TestServer.start([scriptedTool('one', 'echo fail nobody answered'), scriptedTool('two', 'exit 0')]);

    const scan = await server.finished((await server.startScan()).id);

    expect(scan.state).toBe('failed');
    expect(scan.reason).toContain('nobody answered');
    expect(scan.reason).toContain('it stopped in the middle'); // exit code 0 proves nothing
  });

  it('is partial when some runs failed', async () => {
    server = await TestServer.start([ok('one'), scriptedTool('two', 'echo fail nobody answered')]);

    expect((await server.finished((await server.startScan()).id)).state).toBe('partial');
  });

  it('skips a missing tool and says how to install it', async () => {
    server = await TestServer.start([ok('one'), missingTool('absent')]);
    const { id } = await server.startScan();

    const scan = await server.finished(id);

    const skipped = (await server.runs(id)).find(({ tool }) => tool === 'absent');
    expect(scan.state).toBe('completed');
    expect(skipped).toMatchObject({ state: 'skipped', reason: expect.stringContaining('apt-get install absent') });
    const { body } = await server.get<{ items: object[] }>(`/scans/${id}/coverage`);
    expect(body.items).toContainEqual(expect.objectContaining({ tool: 'absent', status: 'skipped' }));
  });

  it('accounts for the runs beyond its budget', async () => {
    server = await TestServer.start([ok('one'), ok('two'), ok('three')], { MAX_TOOL_RUNS_PER_SCAN: '1' });
    const { id } = await server.startScan();
    await server.finished(id);

    const skipped = (await server.runs(id)).filter(({ state }) => state === 'skipped');
    const { body } = await server.get<CoverageListDto>(`/scans/${id}/coverage`);

    expect(skipped).toHaveLength(2);
    for (const run of skipped) {
      expect(body.items).toContainEqual(
        expect.objectContaining({ runId: run.id, status: 'skipped', reason: expect.stringContaining('budget of 1') }),
      );
    }
  });

  it('accounts for a tool that found nothing to examine', async () => {
    server = await TestServer.start([ok('one'), scriptedTool('site', 'echo done', { subject: 'web' })]);
    const { id } = await server.startScan();

    const scan = await server.finished(id);

    const unused = (await server.runs(id)).find(({ tool }) => tool === 'site');
    expect(scan.state).toBe('completed');
    expect(unused).toMatchObject({ state: 'skipped', reason: 'no web server was found' });
    const { body } = await server.get<{ items: object[] }>(`/scans/${id}/coverage`);
    expect(body.items).toContainEqual(expect.objectContaining({ tool: 'site', status: 'skipped' }));
  });

  it('retries what did not succeed, and only that', async () => {
    const flaky = scriptedTool('flaky', 'echo fail not today');
    server = await TestServer.start([ok('one'), flaky]);
    const { id } = await server.startScan();
    await server.finished(id);

    expect((await server.post(`/scans/${id}/retry`)).status).toBe(202);
    await server.finished(id);

    const runs = await server.runs(id);
    expect(runs.map(({ tool, attempt }) => [tool, attempt]).sort()).toEqual([
      ['flaky', 2],
      ['one', 1],
    ]);
  });

  it('counts what a retry found, not what it no longer finds', async () => {
    const gate = join(mkdtempSync(join(tmpdir(), 'retry-')), 'ran');
    const once = `if [ -e ${gate} ]; then echo done; else touch ${gate}; echo see tls.protocol.tls1_0; echo fail cut short; fi`;
    server = await TestServer.start([ok('one'), scriptedTool('fading', once)]);
    const { id } = await server.startScan();
    const before = await server.finished(id);

    await server.post(`/scans/${id}/retry`);
    const after = await server.finished(id);

    const listed = await server.get<FindingPageDto>(`/scans/${id}/findings`);
    expect(before.findings).toEqual({ ...NO_FINDINGS, info: 1, medium: 1 });
    expect(listed.body.items.map(({ weakness }) => weakness)).toEqual(['net.port.open']);
    expect(after.findings).toEqual({ ...NO_FINDINGS, info: 1 });
    rmSync(dirname(gate), { recursive: true });
  });

  it('has nothing to retry when everything succeeded', async () => {
    server = await TestServer.start([ok('one')]);
    const { id } = await server.startScan();
    await server.finished(id);

    expect(await server.post(`/scans/${id}/retry`)).toMatchObject({
      status: 409,
      body: { code: 'scan.nothing-to-retry' },
    });
  });

  it('is deleted with its findings and raw output, but not while it runs', async () => {
    server = await TestServer.start([scriptedTool('one', 'echo see net.port.open; sleep 1; echo done')]);
    const { id } = await server.startScan();

    expect(await server.delete(`/scans/${id}`)).toMatchObject({ status: 409, body: { code: 'scan.still-running' } });
    await server.finished(id);
    const [run] = await server.runs(id);
    expect((await server.delete(`/scans/${id}`)).status).toBe(204);

    for (const path of [`/scans/${id}`, `/scans/${id}/runs`, `/scans/${id}/findings`, `/runs/${run!.id}/artefact`]) {
      expect((await server.get(path)).status).toBe(404);
    }
  });

  describe('that finds services on the way', () => {
    let web: Server;
    beforeEach(async () => {
      web = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
      await once(web, 'listening');
    });
    afterEach(() => void web.close());

    it('examines them at once, each only once, without waiting for the run that found them', async () => {
      const { port } = web.address() as AddressInfo;
      const finder = (id: string) =>
        scriptedTool(id, `echo open ${port}; sleep 2; echo open ${port} http; echo done`, { discovers: true });
      const site = scriptedTool('site', 'echo see http.technology; echo done', { subject: 'web' });
      server = await TestServer.start([finder('first'), finder('second'), site]);
      const { id } = await server.startScan();

      await server.finished(id);

      const runs = await server.runs(id);
      const [examined, ...others] = runs.filter(({ tool }) => tool === 'site');
      expect(others).toEqual([]);
      expect(examined).toMatchObject({ state: 'succeeded', endpoint: { port, protocol: 'http' } });
      const finders = runs.filter(({ tool }) => tool !== 'site');
      expect(finders.map((run) => run.id)).toContain(examined!.foundBy);
      for (const run of finders) {
        expect(Date.parse(examined!.finishedAt!)).toBeLessThan(Date.parse(run.finishedAt!));
      }
    });

    it('leaves out services on other hosts and ports outside of the given ones', async () => {
      const { port } = web.address() as AddressInfo;
      const finder = scriptedTool('finder', `echo open ${port} http; echo done`, { discovers: true });
      const site = scriptedTool('site', 'echo done', { subject: 'web' });
      server = await TestServer.start([finder, site]);
      const { id } = await server.startScan({ ports: [port === 1 ? 2 : 1] });

      await server.finished(id);

      expect(stateOf(await server.runs(id), 'site')).toBe('skipped');
    });
  });

  it('runs no more tools at the same time than allowed, the longest expected first', async () => {
    const lasting = (id: string, expectedSeconds: number) =>
      scriptedTool(id, 'sleep 0.4; echo done', {
        profiles: { standard: { timeLimitSeconds: 20, expectedSeconds } },
      });
    server = await TestServer.start(
      [lasting('a', 1), lasting('b', 2), lasting('c', 3), lasting('d', 4), lasting('e', 5)],
      {
        MAX_CONCURRENT_TOOL_EXECUTIONS: '2',
      },
    );
    const { id } = await server.startScan();
    await server.finished(id);

    const runs = [...(await server.runs(id))].sort((a, b) => Date.parse(a.startedAt!) - Date.parse(b.startedAt!));

    expect(mostAtOnce(runs)).toBe(2);
    expect(new Set(runs.slice(0, 2).map(({ tool }) => tool))).toEqual(new Set(['e', 'd']));
    expect(runs.at(-1)?.tool).toBe('a');
  });

  it('waits for its turn when as many scans run as allowed', async () => {
    server = await TestServer.start([scriptedTool('one', 'sleep 0.5; echo done')], { MAX_CONCURRENT_SCANS: '2' });
    const ids = [];
    for (let number = 0; number < 5; number += 1) ids.push((await server.startScan()).id);

    const scans = await Promise.all(ids.map((id) => server.finished(id)));

    expect(scans.every(({ state }) => state === 'completed')).toBe(true);
    expect(mostAtOnce(scans)).toBe(2);
  });

  it('is timed out by the limit of its tool, and says so', async () => {
    const endless = scriptedTool('endless', 'echo see net.port.open; sleep 60', {
      profiles: { standard: { timeLimitSeconds: 1, expectedSeconds: 1 } },
    });
    server = await TestServer.start([endless]);
    const { id } = await server.startScan();
    await server.finished(id);

    const [run] = await server.runs(id);

    expect(run).toMatchObject({ state: 'timed_out', reason: expect.stringContaining('time limit'), observations: 1 });
    expect(run!.receipt).toMatchObject({ survivors: [] });
  });
});

interface Span {
  readonly startedAt?: string | undefined;
  readonly finishedAt?: string | undefined;
}

/** The largest number of spans that share a moment. */
function mostAtOnce(spans: readonly Span[]): number {
  const times = spans.map(({ startedAt = '', finishedAt = '' }) => [Date.parse(startedAt), Date.parse(finishedAt)]);
  const countAt = (moment: number) => times.filter(([start = 0, end = 0]) => start <= moment && moment < end).length;
  return Math.max(...times.map(([start = 0]) => countAt(start)));
}
