import { randomUUID } from 'node:crypto';
import { type ProcessRunner } from '../../src/platform/process/process-runner.js';
import { killAll, livingProcesses, survivorsAfter } from './living-processes.js';
import { nastyTool } from './nasty-tools.js';
import { backend, runnerPlaces } from './runner-places.js';
import { TestRun } from './test-run.js';

afterAll(() => backend.remove());

/** What the product promises from the click to the last process, milliseconds. */
const CANCEL_LIMIT_MS = 3000;

describe.each(runnerPlaces())('ending tools in $name', ({ plan, ends, runner: createRunner }) => {
  let runner: ProcessRunner;
  let marker: string;

  beforeAll(() => {
    runner = createRunner();
  });
  beforeEach(() => {
    marker = randomUUID();
  });
  afterEach(() => killAll(livingProcesses(marker)));
  afterAll(() => runner.close());

  it.each(ends)('leaves nothing of a cancelled tool: %s', async (kind) => {
    const run = new TestRun(runner, nastyTool(kind, marker));
    await run.ready;
    const before = livingProcesses(marker);

    const { exit, survivors, endedInMs, pids } = await run.end();

    expect(livingProcesses(marker)).toEqual([]);
    expect(survivors).toEqual([]);
    expect(exit.endedBy).toBe('cancelled');
    expect(endedInMs).toBeLessThan(CANCEL_LIMIT_MS);
    if (kind !== 'storm') expect(pids).toEqual(expect.arrayContaining([...before]));
  });

  if (plan.tier !== 'group') {
    it('leaves nothing of a tool that ends by itself and leaves a process behind', async () => {
      const run = new TestRun(runner, nastyTool('leaver', marker));

      const { exit, survivors } = await run.receipt;

      expect(livingProcesses(marker)).toEqual([]);
      expect(survivors).toEqual([]);
      expect(exit).toEqual({ code: 0, signal: null, truncated: false });
    });
  }

  it('ends 20 deaf tools at once in less than 3 s each', async () => {
    const runs = Array.from({ length: 20 }, () => new TestRun(runner, nastyTool('deaf', marker)));
    await Promise.all(runs.map(({ ready }) => ready));

    const receipts = await Promise.all(runs.map((run) => run.end()));

    expect(livingProcesses(marker)).toEqual([]);
    expect(Math.max(...receipts.map(({ endedInMs }) => endedInMs ?? Infinity))).toBeLessThan(CANCEL_LIMIT_MS);
  });

  it('ends nothing of another run', async () => {
    const staying = new TestRun(runner, nastyTool('tree', `stay-${marker}`));
    const leaving = new TestRun(runner, nastyTool('tree', `leave-${marker}`));
    await Promise.all([staying.ready, leaving.ready]);

    await leaving.end();

    expect(livingProcesses(`leave-${marker}`)).toEqual([]);
    expect(livingProcesses(`stay-${marker}`).length).toBeGreaterThanOrEqual(7);
    await staying.end();
  });

  it('ends a tool that is cancelled while it starts, at any moment', async () => {
    const runs = [0, 1, 2, 4, 8, 16, 32].map(async (pause) => {
      const run = new TestRun(runner, nastyTool('deaf', marker), { graceMs: 100 });
      await new Promise((resolve) => setTimeout(resolve, pause));
      return run.end();
    });

    const receipts = await Promise.all(runs);

    expect(await survivorsAfter(0, marker)).toEqual([]);
    expect(receipts.map(({ exit }) => exit.endedBy)).toEqual(runs.map(() => 'cancelled'));
  });
});
