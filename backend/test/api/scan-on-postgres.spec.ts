import { describeWithPostgres } from '../database/describe-postgres.js';
import { one, ReplayCalls, stricter, TELNET } from './replay-calls.js';
import { scriptedTool } from './scripted-tool.js';
import { TestServer } from './test-server.js';

describeWithPostgres('a scan on PostgreSQL', (postgres) => {
  let server: TestServer;
  afterEach(() => server.stop());

  async function start(tools: Parameters<typeof TestServer.start>[0]): Promise<void> {
    server = await TestServer.start(tools, {
      DATABASE_URL: await postgres().createDatabase(),
      MAX_CONCURRENT_TOOL_EXECUTIONS: '8',
      MAX_TOOL_RUNS_PER_HOST: '8',
    });
  }

  it('joins what many tools see at the same moment', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    await start(ids.map((id) => scriptedTool(id, 'echo see net.port.open; echo see net.service; echo done')));
    const { id } = await server.startScan();

    const scan = await server.finished(id);

    expect(scan).toMatchObject({ state: 'completed', runs: { succeeded: 8 }, findings: { info: 2 } });
    const { body } = await server.get<{ items: { corroboration: number }[] }>(`/scans/${id}/findings`);
    expect(body.items.map(({ corroboration }) => corroboration)).toEqual([8, 8]);
  });

  it('is resumed after a restart, retried and deleted', async () => {
    const failing = scriptedTool('one', 'echo fail not today');
    await start([failing, scriptedTool('two', 'sleep 60')]);
    const { id } = await server.startScan();
    await server.eventually(
      () => server.scan(id),
      ({ runs }) => runs.failed === 1 && runs.running === 1,
    );

    server = await server.restart([failing, scriptedTool('two', 'echo see net.port.open; echo done')]);
    expect((await server.finished(id)).state).toBe('partial');
    expect((await server.post(`/scans/${id}/retry`)).status).toBe(202);
    await server.finished(id);

    expect((await server.runs(id)).map(({ tool, attempt }) => [tool, attempt]).sort()).toEqual([
      ['one', 2],
      ['two', 2],
    ]);
    expect((await server.delete(`/scans/${id}`)).status).toBe(204);
    expect((await server.get(`/scans/${id}`)).status).toBe(404);
  });

  it('is read again with another parser, as a whole', async () => {
    await start([one]);
    const { scan, replay, findingsOf, everything } = new ReplayCalls(() => server);
    const { run } = await scan();
    server = await server.restart([stricter()]);

    const first = await replay(run);
    const before = await everything();
    const second = await replay(run);

    expect([first.vanished.count, second.vanished.count]).toEqual([1, 0]);
    expect((await findingsOf({ id: run.scanId })).map(({ weakness }) => weakness)).toEqual([TELNET]);
    expect(await server.scan(run.scanId)).toMatchObject({ findings: { high: 1, low: 0 } });
    expect(await everything()).toEqual(before);
  });

  it('says that it finds far less than the one before without a proof', async () => {
    const two = scriptedTool('two', 'echo done');
    await start([scriptedTool('one', 'echo see net.cleartext.telnet; echo done'), two]);
    const { id: previousScanId } = await server.startScan();
    await server.finished(previousScanId);

    server = await server.restart([scriptedTool('one', 'kill -9 $$'), two]);
    const { id } = await server.startScan({ fresh: true });

    expect((await server.finished(id)).coverageRegression).toEqual({
      previousScanId,
      lost: 0,
      examples: [],
      findingsBefore: 1,
      findingsNow: 0,
    });
  });
});
