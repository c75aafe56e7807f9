import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { livingProcesses, survivorsAfter } from '../process/living-processes.js';
import { endLeftovers } from './leftover-processes.js';
import { quantile, tell } from './quantiles.js';
import { ServerProcess } from './server-process.js';
import { StoredData } from './stored-data.js';
import { forkingTool, FORKED_AWAY_PROCESSES } from './unruly-tools.js';

/** So many scans run and are cancelled together, so many times. */
const TOGETHER = 5;
const WAVES = 10;
/** The tools ignore SIGTERM, so the whole grace of 2 s passes before they are killed. */
const GONE_WITHIN_MS = 3000;
const PATIENCE_MS = 10_000;

/** How one cancel went. */
interface Cancel {
  readonly goneInMs: number;
  readonly left: readonly number[];
}

describe('cancelling scans of tools that ignore SIGTERM and fork away', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parallax-cancelled-'));
  const run = randomUUID();
  const ids = Array.from({ length: TOGETHER }, (_, number) => `forking-${number}`);
  const markerOf = (id: string): string => `${id}-${run}`;
  const tools = ids.map((id) => forkingTool(id, { marker: markerOf(id), gate: join(folder, 'no-gate') }));
  const goneIn: number[] = [];
  let server: ServerProcess;

  beforeAll(async () => {
    server = await ServerProcess.start(folder, tools);
  });
  afterAll(async () => {
    await server.stop();
    endLeftovers(run);
    rmSync(folder, { recursive: true, force: true });
    const figures = [0.5, 0.99].map((share) => `p${share * 100} ${quantile(goneIn, share)} ms`).join(', ');
    tell(`${goneIn.length} cancels until no process was left`, figures);
  });

  /** A scan of a host of its own, with all its processes there. */
  async function forked(tool: string, position: number): Promise<string> {
    const id = await server.startScan([tool], { target: `127.0.0.${position + 1}` });
    await server.scanUntil(id, ({ findings }) => findings.info === 2);
    return id;
  }

  async function cancel(id: string, tool: string): Promise<Cancel> {
    const askedAt = performance.now();
    await server.request('POST', `/scans/${id}/cancel`);
    const left = await survivorsAfter(PATIENCE_MS, markerOf(tool));
    return { goneInMs: Math.round(performance.now() - askedAt), left };
  }

  it.each(Array.from({ length: WAVES }, (_, wave) => wave))('leaves none of their processes (wave %d)', async () => {
    const scans = await Promise.all(ids.map(forked));
    const before = ids.map((tool) => livingProcesses(markerOf(tool)).length);
    expect(Math.min(...before)).toBeGreaterThanOrEqual(FORKED_AWAY_PROCESSES);

    const cancels = await Promise.all(scans.map((id, position) => cancel(id, ids[position]!)));

    goneIn.push(...cancels.map(({ goneInMs }) => goneInMs));
    expect(cancels.flatMap(({ left }) => left)).toEqual([]);
    for (const id of scans) {
      expect(await server.finished(id)).toMatchObject({ state: 'cancelled', reason: 'cancelled by the user' });
      const [toolRun] = await server.runs(id);
      expect(toolRun).toMatchObject({ state: 'cancelled', reason: 'cancelled by the user', observations: 2 });
      expect(toolRun!.receipt!.pids.length).toBeGreaterThanOrEqual(FORKED_AWAY_PROCESSES);
      expect(toolRun!.receipt!.survivors).toEqual([]);
      expect(toolRun!.receipt!.endedInMs).toBeLessThan(GONE_WITHIN_MS);
    }
  });

  it(`has ended 99 of 100 within ${GONE_WITHIN_MS} ms of the request`, async () => {
    expect(goneIn).toHaveLength(TOGETHER * WAVES);
    expect(quantile(goneIn, 0.99)).toBeLessThan(GONE_WITHIN_MS);
    expect(await new StoredData(folder).faults()).toEqual([]);
  });
});
