import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tell } from './quantiles.js';
import { perlTool, type ScriptOfTool, shellTool } from './script-of-tool.js';
import { ServerProcess } from './server-process.js';
import { watched } from './server-watch.js';
import { StoredData } from './stored-data.js';

const GB = 1000 ** 3;
const MB = 1024 ** 2;
/** Most memory that the server may ever hold, whatever its tools print. */
const MEMORY_LIMIT_MB = 320;
const ANSWER_LIMIT_MS = 500;
const FLOOD_LIMIT_MS = 90_000;
const FINDINGS = 200_000;

const folder = mkdtempSync(join(tmpdir(), 'parallax-floods-'));
const silence = join(folder, 'silence');
const tools: readonly ScriptOfTool[] = [
  shellTool('endless', `yes | head -c ${5 * GB}; echo done`),
  shellTool('one-line', `echo done; head -c ${GB} /dev/zero | tr '\\0' x`),
  perlTool(
    'both',
    `my $line = 'x' x 99 . "\\n"; my $block = $line x 640; for (1 .. 3200) { syswrite STDOUT, $block; syswrite STDERR, $block } print "done\\n"`,
  ),
  shellTool('report', `echo done; exec head -c ${GB} /dev/zero > '{report}'`, { parsed: ['stdout', 'report'] }),
  shellTool('mute', 'exec sleep 300', { idleLimitSeconds: 3 }),
  shellTool('slow-start', 'echo done', {
    versionArgv: ['sh', '-c', `while [ -e '${silence}' ]; do sleep 0.2; done; echo version 1.2.3`],
  }),
  perlTool('talker', `for my $number (1 .. ${FINDINGS}) { print "see net.banner.version $number\\n" } print "done\\n"`),
];

/** A tool that does too much, and what its run must say about it. */
interface Flood {
  readonly tool: string;
  readonly name: string;
  readonly ends: { readonly state: string; readonly reason?: unknown; readonly [field: string]: unknown };
  /** Fewest bytes that were dropped. */
  readonly dropped: number;
}

const CUT = expect.stringContaining('part of the output was dropped because it was larger than the limit');

const FLOODS: readonly Flood[] = [
  {
    tool: 'endless',
    name: 'prints 5 GB of lines',
    ends: { state: 'failed', reason: 'ended because it printed far more than the output limit', observations: 0 },
    dropped: GB,
  },
  {
    tool: 'one-line',
    name: 'prints one line of 1 GB',
    ends: { state: 'partial', reason: CUT, exitCode: 0, stdoutBytes: GB + 'done\n'.length },
    dropped: GB - 64 * MB,
  },
  {
    tool: 'both',
    name: 'floods both of its streams',
    ends: { state: 'failed', reason: CUT, exitCode: 0, stderrBytes: 3200 * 64_000 },
    dropped: 2 * (3200 * 64_000 - 64 * MB),
  },
  {
    tool: 'report',
    name: 'writes a report of 1 GB',
    ends: { state: 'partial', reason: CUT, signal: 'SIGXFSZ' },
    dropped: 0,
  },
  {
    tool: 'mute',
    name: 'never says anything',
    ends: { state: 'timed_out', reason: 'ended because it printed nothing for too long' },
    dropped: 0,
  },
  {
    tool: 'slow-start',
    name: 'does not even tell its version',
    ends: { state: 'skipped', reason: expect.stringContaining('does not answer like Scripted slow-start') },
    dropped: 0,
  },
  {
    tool: 'talker',
    name: `reports ${FINDINGS} findings`,
    ends: { state: 'succeeded', observations: FINDINGS },
    dropped: 0,
  },
];

describe('a tool that', () => {
  let server: ServerProcess;

  beforeAll(async () => {
    server = await ServerProcess.start(folder, tools, { TOOL_AVAILABILITY_TTL: '1' });
    writeFileSync(silence, '');
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(FLOODS)(
    '$name neither fills the memory nor stops the answers, and its run says so',
    async ({ tool, name, ends, dropped }) => {
      const id = await server.startScan([tool]);
      const seen = await watched(server, server.finished(id, FLOOD_LIMIT_MS));
      const { peakMb, answersP99Ms, answers, seconds } = seen;
      tell(name, `peak ${peakMb} MB, p99 of ${answers} answers ${answersP99Ms} ms, ${seconds} s`);

      const [run] = await server.runs(id);
      expect(run).toMatchObject(ends);
      expect(run!.droppedBytes).toBeGreaterThanOrEqual(dropped);
      expect(run!.receipt?.survivors ?? []).toEqual([]);
      expect(peakMb).toBeLessThan(MEMORY_LIMIT_MB);
      expect(answersP99Ms).toBeLessThan(ANSWER_LIMIT_MS);
    },
    FLOOD_LIMIT_MS + 10_000,
  );

  it('leaves whole data behind', async () => {
    expect(await new StoredData(folder).faults()).toEqual([]);
  });
});
