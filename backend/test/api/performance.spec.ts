import { setTimeout as sleep } from 'node:timers/promises';
import {
  type PerformanceDto,
  type ScanFiguresListDto,
  type ToolFiguresListDto,
} from '../../src/performance/dto/performance.dto.js';
import { type ProblemDto } from '../../src/platform/errors/problem.js';
import { scriptedTool } from './scripted-tool.js';
import { TestServer } from './test-server.js';

const sees = (id: string) => scriptedTool(id, 'echo see net.port.open; sleep 0.2; echo done');

describe('what was measured', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  async function scan(part: object = {}): Promise<string> {
    const { id } = await server.startScan(part);
    await server.finished(id);
    return id;
  }

  it('is what happened: requests, hits, runs and the speed-up of scans', async () => {
    server = await TestServer.start([sees('one'), sees('two'), scriptedTool('three', 'echo fail on purpose')]);
    const first = await scan();
    await scan();

    const tools = await server.get<ToolFiguresListDto>('/performance/tools');
    const scans = await server.get<ScanFiguresListDto>('/performance/scans');
    const { body } = await server.get<PerformanceDto>('/performance');

    expect(tools.body.items).toMatchObject([
      { tool: 'one', runs: 2, failures: 0, cached: 1, cacheShare: 0.5 },
      { tool: 'three', runs: 2, failures: 2, cached: 0, cacheShare: 0 },
      { tool: 'two', runs: 2, failures: 0, cached: 1, cacheShare: 0.5 },
    ]);
    expect(tools.body.items[0]!.p50Ms).toBeGreaterThanOrEqual(200);
    expect(scans.body.items).toHaveLength(2);
    expect(scans.body.items[1]).toMatchObject({ scanId: first, slots: 3 });
    expect(body.tools).toEqual(tools.body.items);
    expect(body.queue).toEqual({ waitingScans: 0, runningScans: 0, runningToolRuns: 0 });
    expect(body.http).toContainEqual(
      expect.objectContaining({ method: 'POST', route: '/api/v1/scans', requests: 2, failures: 0 }),
    );
    expect(body.cache.regions.map(({ region }) => region)).toEqual(
      expect.arrayContaining(['scan-results', 'tool-availability', 'tool-output']),
    );
    expect(body.database).toMatchObject({ database: 'sqlite', size: 5, maxOverflow: 10, timeouts: 0 });
    expect(body.configuration).toMatchObject({ maxConcurrentToolExecutions: 3, maxConcurrentScans: 5 });
    expect(body.memory.residentBytes).toBeGreaterThan(0);
  });

  it('is there for Prometheus, under the names that operators expect', async () => {
    server = await TestServer.start([sees('one')]);
    const id = await scan();
    for (let turn = 0; turn < 3; turn += 1) await server.get(`/scans/${id}/findings`);

    const { text } = await server.asHost('/metrics', '127.0.0.1');

    expect(text).toMatch(/^parallax_cache_hits_total\{region="scan-results"\} [1-9]/m);
    expect(text).toMatch(/^parallax_database_connections\{state="checked_in"\} \d/m);
    expect(text).toMatch(/^parallax_database_commits_total [1-9]/m);
    expect(text).toMatch(/^# TYPE parallax_cache_hits_total counter$/m);
  });

  it('forgets what has outlived its time when asked to', async () => {
    server = await TestServer.start([sees('one')], { CACHE_SCAN_RESULTS_TTL: '1' });
    const id = await scan();
    await server.get(`/scans/${id}/findings`);
    await sleep(1100);

    const { body } = await server.post<{ removed: number }>('/performance/cache/cleanup');

    expect(body.removed).toBeGreaterThan(0);
  });

  it('says with 503 when a request found no connection in time, and does not hang', async () => {
    server = await TestServer.start([sees('one')], {
      DATABASE_POOL_SIZE: '1',
      DATABASE_MAX_OVERFLOW: '0',
      DATABASE_POOL_TIMEOUT: '1',
    });
    let release: () => void = () => undefined;
    const busy = server.database.read(() => new Promise<void>((resolve) => (release = resolve)));

    const answer = await server.get<ProblemDto>('/scans');

    release();
    await busy;
    expect(answer).toMatchObject({ status: 503, body: { code: 'database.pool-exhausted' } });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect((await server.get('/performance/database/stats')).body).toMatchObject({ timeouts: 1 });
    expect((await server.get('/scans')).status).toBe(200);
  });
});
