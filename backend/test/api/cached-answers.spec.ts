import { type CacheStatisticsDto } from '../../src/performance/dto/performance.dto.js';
import { type FindingPageDto } from '../../src/findings/dto/finding.dto.js';
import { scriptedTool } from './scripted-tool.js';
import { TestServer } from './test-server.js';

const sees = (id: string) => scriptedTool(id, 'echo see net.port.open; echo done');

describe('answers that are kept', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  async function finishedScan(): Promise<string> {
    const { id } = await server.startScan();
    await server.finished(id);
    return id;
  }

  async function regionNamed(region: string) {
    const { body } = await server.get<CacheStatisticsDto>('/performance/cache/stats');
    return body.regions.find((statistics) => statistics.region === region);
  }

  it('are the same as the first one, and carry a tag by which a client need not read them again', async () => {
    server = await TestServer.start([sees('one')]);
    const path = `/scans/${await finishedScan()}/findings`;
    const first = await server.get<FindingPageDto>(path);
    const second = await server.get<FindingPageDto>(path);

    const third = await server.get(path, { 'if-none-match': String(second.headers['etag']) });

    expect(second.body).toEqual(first.body);
    expect(second.headers['etag']).toBe(first.headers['etag']);
    expect(second.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(second.headers['cache-control']).toBe('private, no-cache');
    expect(third).toMatchObject({ status: 304, text: '' });
    expect((await regionNamed('scan-findings'))?.hits).toBeGreaterThanOrEqual(2);
  });

  it('are known to a client also after they were forgotten here', async () => {
    server = await TestServer.start([sees('one')]);
    const path = `/scans/${await finishedScan()}/findings`;
    const { headers } = await server.get(path);
    expect((await server.post<{ removed: number }>('/performance/cache/clear')).body.removed).toBeGreaterThan(0);

    const again = await server.get(path, { 'if-none-match': String(headers['etag']) });

    expect(again).toMatchObject({ status: 304, text: '' });
  });

  it('are compressed for who understands that, once and not each time', async () => {
    const many = Array.from({ length: 40 }, (_, number) => `echo see scripted.finding${number}`).join('; ');
    server = await TestServer.start([scriptedTool('one', `${many}; echo done`)]);
    const path = `/scans/${await finishedScan()}/findings`;
    const plain = await server.get<FindingPageDto>(path);

    const packed = await server.eventually(
      () => server.get(path, { 'accept-encoding': 'br' }),
      ({ headers }) => headers['content-encoding'] === 'br',
    );

    expect(Number(packed.headers['content-length'])).toBeLessThan(Number(plain.headers['content-length']) / 3);
    expect(packed.headers['vary']).toContain('Accept-Encoding');
  });

  it('never show what was before a change to whoever asks after it', async () => {
    server = await TestServer.start([scriptedTool('one', 'echo see net.port.open; echo fail on purpose')]);
    const id = await finishedScan();
    const paths = [`/scans/${id}`, `/scans/${id}/runs`, '/scans'];
    for (let turn = 0; turn < 5; turn += 1) {
      await Promise.all(paths.map((path) => server.get(path))); // now all are kept
      await server.post(`/scans/${id}/retry`);
      const [scan, runs, list] = await Promise.all(paths.map((path) => server.get(path)));

      expect(scan?.body).not.toMatchObject({ state: 'failed', finishedAt: expect.anything() });
      expect(JSON.stringify(runs?.body)).not.toContain('"state":"failed"');
      expect(JSON.stringify(list?.body)).not.toContain('"state":"failed"');
      await server.finished(id);
    }
    await server.get(`/scans/${id}`);
    await server.delete(`/scans/${id}`);

    expect((await server.get(`/scans/${id}`)).status).toBe(404);
    expect((await server.get('/scans')).body).toEqual({ items: [] });
  });

  it('are errors never', async () => {
    server = await TestServer.start([sees('one')]);

    expect((await server.get('/scans/nothing')).status).toBe(404);
    expect((await server.get('/scans/nothing')).headers['etag']).toBeUndefined();
  });

  it('are not kept when the cache is off, and all else works', async () => {
    server = await TestServer.start([sees('one')], { CACHE_ENABLED: 'false' });
    const id = await finishedScan();
    const again = await finishedScan();

    const { status, headers } = await server.get(`/scans/${id}/findings`);

    expect(status).toBe(200);
    expect(headers['etag']).toBeUndefined();
    expect((await server.runs(again)).map(({ state }) => state)).toEqual(['succeeded']);
    expect((await server.get('/performance/cache/stats')).body).toMatchObject({ enabled: false, size: 0, regions: [] });
  });
});
