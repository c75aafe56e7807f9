import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { livingProcesses, survivorsAfter } from '../process/living-processes.js';
import { endLeftovers } from './leftover-processes.js';
import { tell } from './quantiles.js';
import { ServerProcess } from './server-process.js';
import { StoredData } from './stored-data.js';
import {
  briefTool,
  fickleTool,
  forkingTool,
  FORKED_AWAY_PROCESSES,
  TALKED,
  talkingTool,
  waitingTool,
} from './unruly-tools.js';

const ROUNDS = 20;
/** No scanner may outlive the server by more. */
const SURVIVAL_LIMIT_MS = 2000;

const folder = mkdtempSync(join(tmpdir(), 'parallax-killed-'));
const place = { marker: `marker-${randomUUID()}`, gate: join(folder, 'gate') };
const WAITING = ['waiting-1', 'waiting-2', 'waiting-3'];
const FORKING = ['forking-1', 'forking-2', 'forking-3'];
const BRIEF = ['brief-1', 'brief-2', 'brief-3', 'brief-4', 'brief-5', 'brief-6'];
const tools = [
  ...WAITING.map((id) => waitingTool(id, place)),
  ...FORKING.map((id) => forkingTool(id, place)),
  ...BRIEF.map((id) => briefTool(id, place)),
  talkingTool('talking', place),
  fickleTool('fickle', place),
];
const stored = new StoredData(folder);
const launch = (): ServerProcess => ServerProcess.launch(folder, tools);

interface Moment {
  readonly name: string;
  readonly tools: readonly string[];
  /** Resolves in the moment in which the server is to be killed. `round` varies it a little. */
  come(server: ServerProcess, scanId: string, round: number): Promise<unknown>;
  /** Kills the next server while it starts, too. */
  readonly again?: true;
}

const allForked = (server: ServerProcess, scanId: string): Promise<unknown> =>
  server.scanUntil(scanId, ({ findings }) => findings.info === 1 + FORKING.length);

const MOMENTS: readonly Moment[] = [
  { name: 'just after it accepted the scan', tools: FORKING, come: (_server, _id, round) => delay(round * 2) },
  {
    name: 'as the first process starts',
    tools: FORKING,
    come: async (_server, _id, round) => {
      while (livingProcesses(place.marker).length === 0) await delay(1);
      await delay(round);
    },
  },
  {
    name: 'with three tools running',
    tools: WAITING,
    come: (server, id) => server.scanUntil(id, ({ runs }) => runs.running === 3),
  },
  { name: 'with tools that forked away', tools: FORKING, come: allForked },
  {
    name: 'in the middle of taking findings in',
    tools: ['talking', ...WAITING],
    come: async (server, id) => {
      const { findings } = await server.scanUntil(id, ({ findings: { info } }) => info > 1000);
      expect(findings.info).toBeLessThan(TALKED);
    },
  },
  {
    name: 'between two runs',
    tools: BRIEF,
    come: (server, id, round) => server.scanUntil(id, ({ runs }) => runs.succeeded > round % 4),
  },
  {
    name: 'with a tool that will not report the same again',
    tools: ['fickle'],
    come: (server, id) => server.scanUntil(id, ({ findings }) => findings.low === 1),
  },
  { name: 'and the next one while it starts', tools: FORKING, come: allForked, again: true },
];

const rounds = Array.from({ length: ROUNDS }, (_, round) => ({ round, ...MOMENTS[round % MOMENTS.length]! }));

/** Every finding once, every tool once at each, however often it was started. */
function expectedFindings(ids: readonly string[]): readonly string[] {
  const reporting = ids.filter((id) => id !== 'talking' && id !== 'fickle');
  const talked = ids.includes('talking') ? Array.from({ length: TALKED }, (_, number) => number) : [];
  return [
    ...talked.map((number) => `net.banner.version ${number}: talking`),
    ...reporting.map((id) => `net.port.open ${id}: ${id}`),
    ...(reporting.length === 0 ? [] : [`net.service : ${reporting.join(' ')}`]),
  ].sort();
}

describe('a server that is killed', () => {
  const survivals: string[] = [];
  let server: ServerProcess;

  beforeAll(async () => {
    server = launch();
    await server.ready();
  });
  beforeEach(async () => {
    if (!server.hasEnded) return;
    endLeftovers(place.marker); // left by a round that failed: each round stands for itself
    writeFileSync(place.gate, ''); // its scan goes on with the next server, and must not wait in the way of others
    server = launch();
    await server.ready();
  });
  afterAll(async () => {
    await server.stop();
    endLeftovers(place.marker);
    rmSync(folder, { recursive: true, force: true });
    tell('survivors of each kill -9', survivals.join(', '));
  });

  /** Kills it and looks how many of its scanners live on. */
  async function kill(): Promise<readonly number[]> {
    await server.kill();
    const killedAt = performance.now();
    const survivors = await survivorsAfter(SURVIVAL_LIMIT_MS, place.marker);
    survivals.push(`${survivors.length} after ${Math.round(performance.now() - killedAt)} ms`);
    return survivors;
  }

  it.each(rounds)('$name leaves no process and loses nothing (round $round)', async (moment) => {
    rmSync(place.gate, { force: true });
    const id = await server.startScan(moment.tools);
    await moment.come(server, id, moment.round);
    const hadForked = moment.come === allForked ? livingProcesses(place.marker).length : undefined;

    const survivors = await kill();
    if (hadForked !== undefined) expect(hadForked).toBeGreaterThanOrEqual(FORKING.length * FORKED_AWAY_PROCESSES);
    expect(survivors).toEqual([]);

    if (moment.again === true) {
      server = launch();
      await delay(200 + moment.round * 50);
      expect(await kill()).toEqual([]);
    }
    writeFileSync(place.gate, '');
    server = launch();
    await server.ready();
    const scan = await server.finished(id);

    expect(await survivorsAfter(SURVIVAL_LIMIT_MS, place.marker)).toEqual([]);
    expect(scan.state).toBe('completed');
    expect((await server.runs(id)).map(({ tool, state }) => `${tool} ${state}`).sort()).toEqual(
      moment.tools.map((tool) => `${tool} succeeded`).sort(),
    );
    const findings = await stored.findings(id);
    expect(findings.map((finding) => finding.replace(/@\d+/, ''))).toEqual(expectedFindings(moment.tools));
    expect(scan.findings).toMatchObject({ low: 0, info: findings.length });
    expect(await stored.faults()).toEqual([]);
    expect(filesIn('work')).toEqual([]);
    expect(filesIn('artefacts/incoming')).toEqual([]);
  });
});

/** What runs left in a folder of the server's data. */
function filesIn(name: string): readonly string[] {
  const path = join(folder, name);
  return existsSync(path) ? readdirSync(path) : [];
}
