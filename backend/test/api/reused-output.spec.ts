import { type CoverageListDto } from '../../src/findings/dto/coverage.dto.js';
import { type FindingPageDto } from '../../src/findings/dto/finding.dto.js';
import { scriptedTool } from './scripted-tool.js';
import { TestServer } from './test-server.js';

/** Prints something else each time it really runs. */
const clock = (id: string) => scriptedTool(id, 'echo see scripted.at$(date +%s%N); echo done');

describe('the same tool run a little later', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  async function scan(part: object = {}) {
    const { id } = await server.startScan(part);
    const finished = await server.finished(id);
    const { body } = await server.get<FindingPageDto>(`/scans/${id}/findings`);
    return { finished, runs: await server.runs(id), found: body.items.map(({ weakness }) => weakness) };
  }

  it('is taken from the earlier one, says so, and joins the same findings', async () => {
    server = await TestServer.start([clock('one')]);
    const first = await scan();

    const second = await scan();

    const [origin, run] = [first.runs[0]!, second.runs[0]!];
    expect(run).toMatchObject({ state: 'cached', cachedFrom: origin.id, observations: 1, artefact: origin.artefact });
    expect(run.reason).toContain(origin.finishedAt);
    expect(run.receipt).toBeUndefined(); // no process was started
    expect(second.found).toEqual(first.found);
    expect(second.finished).toMatchObject({
      state: 'completed',
      runs: { cached: 1 },
      findings: first.finished.findings,
    });
    const { body } = await server.get<CoverageListDto>(`/scans/${second.finished.id}/coverage`);
    expect(body.items).toMatchObject([{ runId: run.id, status: 'ran' }]);
    expect((await server.get(`/runs/${run.id}/artefact`)).text).toContain(first.found[0]);
  });

  it('really runs when the scan wants everything fresh', async () => {
    server = await TestServer.start([clock('one')]);
    const first = await scan();

    const second = await scan({ fresh: true });

    expect(second.runs).toMatchObject([{ state: 'succeeded' }]);
    expect(second.found).not.toEqual(first.found);
  });

  it('really runs when anything about it differs', async () => {
    server = await TestServer.start([clock('one')]);
    await scan();

    expect((await scan({ profile: 'quick' })).runs).toMatchObject([{ state: 'succeeded' }]);
    expect((await scan({ ports: [1] })).runs[0]).toMatchObject({ state: 'succeeded' });
  });

  it('really runs when the earlier one did not do all its checks', async () => {
    server = await TestServer.start([scriptedTool('one', 'echo see net.port.open; echo partial on purpose')]);
    await scan();

    expect((await scan()).runs).toMatchObject([{ state: 'partial', attempt: 1 }]);
  });

  it('really runs when the scan of the earlier one was deleted', async () => {
    server = await TestServer.start([clock('one')]);
    const first = await scan();
    await server.delete(`/scans/${first.finished.id}`);

    expect((await scan()).runs).toMatchObject([{ state: 'succeeded' }]);
  });

  it('stays what it is when the scan of the earlier one is deleted afterwards', async () => {
    server = await TestServer.start([clock('one')]);
    const first = await scan();
    const second = await scan();
    await server.delete(`/scans/${first.finished.id}`);

    expect((await server.get(`/runs/${second.runs[0]!.id}/artefact`)).text).toContain(second.found[0]);
    expect((await scan()).runs).toMatchObject([{ state: 'succeeded' }]);
  });
});
