import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { type LeftRun } from '../../src/platform/process/process-runner.js';
import { killAll, livingProcesses, survivorsAfter } from './living-processes.js';
import { nastyTool, type NastyTool } from './nasty-tools.js';
import { backend, type RunnerPlace, runnerPlaces } from './runner-places.js';
import { type StandInOrder } from './stand-in-server.js';
import { LIMITS } from './test-run.js';

const script = backend.compile('test/process/stand-in-server.ts');

afterAll(() => backend.remove());

/** A server with one run of each tool. */
function startServer(plan: RunnerPlace['plan'], tools: readonly NastyTool[], marker: string): ChildProcess {
  const runs = tools.map((kind) => ({ spec: nastyTool(kind, marker), token: randomUUID() }));
  const order: StandInOrder = { plan, runs, limits: LIMITS };
  return spawn(process.execPath, [script, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Reads what the server says until all its tools are ready. @returns the starts that it would have stored */
async function untilReady({ stdout }: ChildProcess, tools: number): Promise<readonly LeftRun[]> {
  const starts: LeftRun[] = [];
  let ready = 0;
  for await (const line of createInterface({ input: stdout! })) {
    const said: unknown = JSON.parse(line);
    if (said === 'ready') ready += 1;
    else starts.push(said as LeftRun);
    if (ready === tools && starts.length === tools) break;
  }
  return starts;
}

async function kill(server: ChildProcess): Promise<void> {
  server.kill('SIGKILL');
  await once(server, 'exit');
}

describe.each(runnerPlaces())('a server that is killed while tools run in $name', (place) => {
  const { plan, ends, endsWithServer } = place;
  let marker: string;

  beforeEach(() => {
    marker = randomUUID();
  });
  afterEach(() => killAll(livingProcesses(marker)));

  if (endsWithServer.length > 0) {
    it.each([1, 2, 3, 4, 5])('takes all of them with it (round %d)', async () => {
      const server = startServer(plan, endsWithServer, marker);
      await untilReady(server, endsWithServer.length);
      expect(livingProcesses(marker).length).toBeGreaterThan(endsWithServer.length);

      await kill(server);

      expect(await survivorsAfter(2000, marker)).toEqual([]);
    });

    it.each([0, 5, 10, 20, 40])('takes one with it that it started a moment ago (%d ms)', async (pause) => {
      const server = startServer(plan, ['daemon'], marker);
      while (livingProcesses(marker).length < 2 && server.exitCode === null) await delay(1);
      await delay(pause);

      await kill(server);

      expect(await survivorsAfter(2000, marker)).toEqual([]);
    });
  }

  if (plan.tier === 'group') {
    it('has what it left ended by the next server', async () => {
      const server = startServer(plan, ends, marker);
      const left = await untilReady(server, ends.length);
      await kill(server);
      const survivors = livingProcesses(marker);

      const receipt = await place.runner().sweep(left);

      expect(survivors.length).toBeGreaterThanOrEqual(14);
      expect(receipt.survivors).toEqual([]);
      expect(receipt.pids).toEqual(expect.arrayContaining([...survivors]));
      expect(livingProcesses(marker)).toEqual([]);
    });
  }
});

describe.each(runnerPlaces())('a sweep in $name', ({ plan, runner: createRunner }) => {
  it('spares a stranger that got the pid of an earlier run', async () => {
    const stranger = spawn('sleep', ['30'], { detached: true });
    const runner = createRunner();

    const receipt = await runner.sweep([
      { token: randomUUID(), pid: stranger.pid!, startTime: '12345' },
      { token: randomUUID(), pid: stranger.pid!, startTime: '' },
      { token: '', pid: 0, startTime: '' },
    ]);
    runner.close();

    expect(receipt).toEqual({ pids: [], survivors: [] });
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill('SIGKILL');
  });

  if (plan.tier !== 'group') {
    it('finds a process by its token alone', async () => {
      const token = randomUUID();
      const hidden = spawn('sleep', ['30'], { env: { SCAN_TOKEN: token }, detached: true });
      const other = spawn('sleep', ['30'], { env: { SCAN_TOKEN: `${token}x` }, detached: true });
      const ended = once(hidden, 'exit');
      const runner = createRunner();
      await delay(200);

      const { pids } = await runner.sweep([{ token, pid: 0, startTime: '' }]);
      runner.close();

      expect(pids).toEqual([hidden.pid]);
      expect(await ended).toEqual([null, 'SIGKILL']);
      expect(other.exitCode ?? other.signalCode).toBeNull();
      other.kill('SIGKILL');
    });
  }
});
