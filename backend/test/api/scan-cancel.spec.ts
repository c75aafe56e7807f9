import { readFileSync } from 'node:fs';
import { type CoverageListDto } from '../../src/findings/dto/coverage.dto.js';
import { type ToolRunDto } from '../../src/scans/dto/tool-run.dto.js';
import { scriptedTool } from './scripted-tool.js';
import { TestServer } from './test-server.js';

const STUBBORN = `trap '' TERM; (setsid sh -c "trap '' TERM; sleep 300" &); echo see net.port.open; sleep 300`;

/** A zombie is a process that has ended and of which its parent has not taken notice yet. */
function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
  } catch {
    return false;
  }
}

describe('cancelling a scan', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  async function running(id: string): Promise<ToolRunDto> {
    const runs = await server.eventually(
      () => server.runs(id),
      (seen) => seen.some(({ state, argv }) => state === 'running' && argv !== undefined),
    );
    return runs.find(({ state }) => state === 'running')!;
  }

  it('ends every process of a tool that ignores SIGTERM and forks away, and proves it', async () => {
    server = await TestServer.start([scriptedTool('stubborn', STUBBORN)]);
    const { id } = await server.startScan();
    await running(id);

    const asked = Date.now();
    expect(await server.post(`/scans/${id}/cancel`)).toMatchObject({ status: 202, body: { state: 'cancelling' } });
    const scan = await server.finished(id);

    expect(Date.now() - asked).toBeLessThan(5000);
    const [run] = await server.runs(id);
    expect(scan.state).toBe('cancelled');
    expect(run).toMatchObject({ state: 'cancelled', reason: 'cancelled by the user', observations: 1 });
    expect(run!.receipt).toMatchObject({ survivors: [], endedInMs: expect.any(Number) });
    expect(run!.receipt!.pids.length).toBeGreaterThan(0);
    expect(run!.receipt!.pids.filter(isAlive)).toEqual([]);
  });

  it('ends a scan that waits for its turn without starting anything', async () => {
    server = await TestServer.start([scriptedTool('one', 'sleep 1; echo done')], { MAX_CONCURRENT_SCANS: '1' });
    const first = await server.startScan();
    const second = await server.startScan();

    await server.post(`/scans/${second.id}/cancel`);

    expect(await server.scan(second.id)).toMatchObject({ state: 'cancelled' });
    expect((await server.finished(first.id)).state).toBe('completed');
    expect(await server.runs(second.id)).toEqual([]);
  });

  it('ends a scan that was cancelled and asked for again while it waited', async () => {
    server = await TestServer.start([scriptedTool('one', STUBBORN)], { MAX_CONCURRENT_SCANS: '1' });
    const first = await server.startScan();
    const second = await server.startScan();
    await server.post(`/scans/${second.id}/cancel`);
    await server.post(`/scans/${second.id}/retry`);
    await running(first.id);
    await server.post(`/scans/${first.id}/cancel`);
    await running(second.id);

    await server.post(`/scans/${second.id}/cancel`);

    await server.finished(second.id);
    const [run] = await server.runs(second.id);
    expect(run!.receipt).toMatchObject({ survivors: [] });
    expect(run!.receipt!.pids.filter(isAlive)).toEqual([]);
  });

  it('cancels the runs that have not started too', async () => {
    server = await TestServer.start([scriptedTool('one', 'sleep 60'), scriptedTool('two', 'sleep 60')], {
      MAX_CONCURRENT_TOOL_EXECUTIONS: '1',
    });
    const { id } = await server.startScan();
    await running(id);

    await server.post(`/scans/${id}/cancel`);
    await server.finished(id);

    const runs = await server.runs(id);
    expect(runs.map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    expect(runs.filter(({ startedAt }) => startedAt === undefined)).toHaveLength(1);
    const { body } = await server.get<CoverageListDto>(`/scans/${id}/coverage`);
    expect(body.items.map(({ runId }) => runId).sort()).toEqual(runs.map((run) => run.id).sort());
    const unstarted = runs.find(({ startedAt }) => startedAt === undefined)!;
    expect(body.items.find(({ runId }) => runId === unstarted.id)).toMatchObject({ status: 'cancelled' });
  });

  it('is the same when it is asked for twice, and refused once the scan has ended', async () => {
    server = await TestServer.start([scriptedTool('one', 'sleep 60')]);
    const { id } = await server.startScan();
    await running(id);

    const answers = await Promise.all([server.post(`/scans/${id}/cancel`), server.post(`/scans/${id}/cancel`)]);
    await server.finished(id);

    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(await server.post(`/scans/${id}/cancel`)).toMatchObject({
      status: 409,
      body: { code: 'state.change-refused' },
    });
  });

  it('never leaves a scan unfinished, whenever it comes', async () => {
    server = await TestServer.start([scriptedTool('one', 'sleep 0.05; echo done')]);
    for (let delay = 0; delay < 300; delay += 20) {
      const { id } = await server.startScan();
      await new Promise((resolve) => setTimeout(resolve, delay));
      await server.post(`/scans/${id}/cancel`);

      const { state } = await server.finished(id);

      expect(['completed', 'cancelled']).toContain(state);
      expect((await server.runs(id)).map((run) => run.state)).not.toContain('running');
    }
  });
});
