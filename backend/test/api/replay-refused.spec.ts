import { rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { type ProblemDto } from '../../src/platform/errors/problem.js';
import { type ToolRunDto } from '../../src/scans/dto/tool-run.dto.js';
import { FTP, one, ReplayCalls } from './replay-calls.js';
import { readAs, scriptedTool } from './scripted-tool.js';
import { TestServer } from './test-server.js';

describe('reading the output of a run again is refused', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  const { scan, preview, apply, everything } = new ReplayCalls(() => server);

  const refusal = async (run: { id: string }) => {
    const { status, body } = await preview<ProblemDto>(run);
    return [status, body.code];
  };

  function fileOf({ artefact }: ToolRunDto): string {
    const [path = ''] = server.files().filter((name) => name.includes(artefact?.sha256 ?? 'no artefact'));
    return path;
  }

  it('while the scan is running', async () => {
    server = await TestServer.start([one, scriptedTool('slow', 'sleep 20')]);
    const { id } = await server.startScan();
    const [run] = await server.eventually(
      async () => (await server.runs(id)).filter(({ state }) => state === 'succeeded'),
      (runs) => runs.length > 0,
    );

    expect(await refusal(run!)).toEqual([409, 'replay.scan-running']);
    expect((await apply(run!, '0'.repeat(64))).status).toBe(409);
  });

  it('for a run that does not exist, and for one that never ran', async () => {
    server = await TestServer.start([{ ...one, version: { argv: ['no-such-program'], parse: () => undefined } }]);
    const { run } = await scan();

    expect(await refusal({ id: 'none' })).toEqual([404, 'tool-run.not-found']);
    expect(await refusal(run)).toEqual([409, 'replay.not-possible']);
  });

  it.each([
    ['overwritten', (path: string) => writeFileSync(path, 'no output')],
    ['cut short', (path: string) => truncateSync(path, statSync(path).size - 12)],
  ])('when the output was %s on the disk', async (_, damage) => {
    server = await TestServer.start([one]);
    const { run } = await scan();
    const before = await everything();
    damage(fileOf(run));

    const shown = await refusal(run);
    const applied = await apply<ProblemDto>(run, '0'.repeat(64));

    expect(shown).toEqual([409, 'artefact.unreadable']);
    expect(applied).toMatchObject({ status: 409, body: { code: 'artefact.unreadable' } });
    expect(await everything()).toEqual(before);
  });

  it('when the output is gone from the disk', async () => {
    server = await TestServer.start([one]);
    const { run } = await scan();
    rmSync(fileOf(run));

    expect(await refusal(run)).toEqual([404, 'artefact.not-found']);
  });

  it('when only part of the output was kept', async () => {
    const flood = scriptedTool('flood', `echo see ${FTP}; head -c 2000000 /dev/zero | tr '\\0' '.'; echo; echo done`);
    server = await TestServer.start([flood], { TOOL_OUTPUT_LIMIT_MB: '1' });
    const { run } = await scan();

    expect(await refusal(run)).toEqual([409, 'replay.output-cut']);
  });

  it('when nobody can read it any more', async () => {
    server = await TestServer.start([one]);
    const { run } = await scan();
    server = await server.restart([]);

    expect(await refusal(run)).toEqual([409, 'replay.reader-missing']);
  });

  it('when it is understood less well than before', async () => {
    server = await TestServer.start([one]);
    const { run } = await scan();
    const before = await everything();
    server = await server.restart([
      readAs(one, (seen) => {
        if (seen.weakness === FTP) throw new Error('what is this?');
        return [seen];
      }),
    ]);

    expect(await refusal(run)).toEqual([409, 'replay.unreadable']);
    expect((await apply<ProblemDto>(run, '0'.repeat(64))).body.code).toBe('replay.unreadable');
    expect(await everything()).toEqual(before);
  });

  it('without the digest of a preview', async () => {
    server = await TestServer.start([one]);
    const { run } = await scan();

    expect((await apply(run, 'anything')).status).toBe(400);
    expect((await server.post(`/runs/${run.id}/replay/apply`)).status).toBe(400);
  });
});
