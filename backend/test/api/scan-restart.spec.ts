import { scriptedTool } from './scripted-tool.js';
import { TestServer } from './test-server.js';

describe('a restart of the server', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  it('resumes an interrupted scan with the runs that had not finished, and finds nothing twice', async () => {
    const quick = scriptedTool('quick', 'echo see net.port.open; echo done');
    const slow = (seconds: number) => scriptedTool('slow', `echo see net.service; sleep ${seconds}; echo done`);
    server = await TestServer.start([quick, slow(60)]);
    const { id } = await server.startScan();
    await server.eventually(
      () => server.scan(id),
      ({ runs, findings }) => runs.succeeded === 1 && findings.info === 2,
    );

    server = await server.restart([quick, slow(0)]);
    const scan = await server.finished(id);

    expect(scan).toMatchObject({ state: 'completed', findings: { info: 2 } });
    const runs = await server.runs(id);
    expect(runs.map(({ tool, attempt }) => [tool, attempt]).sort()).toEqual([
      ['quick', 1],
      ['slow', 2],
    ]);
    const { body } = await server.get<{ items: { tools: string[] }[] }>(`/scans/${id}/findings`);
    expect(body.items.map(({ tools }) => tools).sort()).toEqual([['quick'], ['slow']]);
  });

  it('starts runs again however often the server was stopped in an orderly way', async () => {
    server = await TestServer.start([scriptedTool('slow', 'sleep 60'), scriptedTool('other', 'sleep 60')], {
      MAX_CONCURRENT_TOOL_EXECUTIONS: '1',
    });
    const { id } = await server.startScan();
    for (let stop = 0; stop < 4; stop += 1) {
      await server.eventually(
        () => server.scan(id),
        ({ runs }) => runs.running === 1,
      );
      server = await server.restart([scriptedTool('slow', 'sleep 60'), scriptedTool('other', 'sleep 60')]);
    }

    server = await server.restart([scriptedTool('slow', 'echo done'), scriptedTool('other', 'echo done')]);

    expect(await server.finished(id)).toMatchObject({ state: 'completed', runs: { succeeded: 2 } });
  });

  it('queues waiting scans again', async () => {
    const settings = { MAX_CONCURRENT_SCANS: '1' };
    server = await TestServer.start([scriptedTool('one', 'sleep 60')], settings);
    const scans = [await server.startScan(), await server.startScan(), await server.startScan()];

    server = await server.restart([scriptedTool('one', 'echo done')]);

    for (const { id } of scans) expect((await server.finished(id)).state).toBe('completed');
  });

  it('skips the runs of a tool that is gone, with the reason', async () => {
    server = await TestServer.start([scriptedTool('old', 'sleep 60'), scriptedTool('one', 'sleep 60')]);
    const { id } = await server.startScan();
    await server.eventually(
      () => server.scan(id),
      ({ runs }) => runs.running === 2,
    );

    server = await server.restart([scriptedTool('one', 'echo done')]);
    await server.finished(id);

    const old = (await server.runs(id)).find(({ tool }) => tool === 'old');
    expect(old).toMatchObject({ state: 'skipped', reason: expect.stringContaining('no tool named old') });
  });
});
