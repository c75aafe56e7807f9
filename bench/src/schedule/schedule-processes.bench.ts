import { availableParallelism, loadavg } from 'node:os';
import { type Bench, type BenchContext, type Measurement } from '../bench.js';
import { type BarChart } from '../charts/chart.js';
import { alternate } from '../running/alternate.js';
import { wholeBetween } from '../statistics/random.js';
import { meanOf } from '../statistics/statistics.js';
import { bestMakespan } from './best-schedule.js';
import { carryOutScan, type PlannedRun, SLOTS } from './planned-scan.js';
import { carryOutQueued } from './queued-scans.js';
import { off } from './scan-mix.js';
import { SleepingRuns } from './sleeping-runs.js';
import { carryOutByXargs } from './xargs-schedule.js';

const SIZE = {
  quick: { mixes: 2, runs: [4, 5], sequential: 1 },
  full: { mixes: 40, runs: [4, 9], sequential: 10 },
} as const;
const QUEUED_SCANS = 5;
const DURATION_MS = [200, 1500] as const;
/** How far the server's guess is from the truth, as in the simulation. */
const GUESS_IS_OFF_BY = 0.2;

/** How long one mix took, in seconds. */
interface MixTimes {
  readonly ours: number;
  readonly xargs: number;
  readonly best: number;
}

/** The server's own queue and process runner with real processes, against the best schedule there is and against xargs. */
export const scheduleProcesses: Bench = {
  id: 'schedule-processes',
  title: 'Schedule, real processes',
  about:
    `Scans of ${SIZE.full.runs.join(' to ')} runs (quick: ${SIZE.quick.runs.join(' to ')}), each a real \`sleep\` of ${DURATION_MS.join(' to ')} ms, on ${SLOTS} slots: the server's own ScanExecution, RunQueue ` +
    'and ProcessRunner, which holds every run in a process namespace where the machine allows it. The server knows each duration ' +
    'within 20 %. The best possible end is computed from the durations alone: processes that start and end in no time. ' +
    '`xargs -P 3` runs the same commands bare, in the order in which they were drawn.',
  rows: [
    {
      id: 'best',
      what: 'scan end, real processes',
      unit: 's',
      baseline: 'best possible end',
      statistic: 'mean',
      reach: [{ of: 'ratio', is: 'at most', value: 1.05 }],
      ifNotReached:
        'A slot waits while a process starts inside its namespace (six programs, one after the other) and until it is gone; ' +
        'what one run costs above its duration is in the notes. The rest is the order.',
    },
    {
      id: 'xargs',
      what: 'the same, mean of all scans',
      unit: 's',
      baseline: 'xargs -P 3 in the given order',
      statistic: 'mean',
      reach: [{ of: 'ratio', is: 'at most', value: 1 }],
      ifNotReached: 'What the order gains is less than what holding every process costs.',
    },
    {
      id: 'xargs-each',
      what: 'the same, the worst scan',
      unit: 's',
      baseline: 'xargs -P 3 in the given order',
      statistic: 'max',
      reach: [{ of: 'ratio', is: 'at most', value: 1 }],
      ifNotReached:
        'Where the given order is the best one by luck, no order can gain, and ours pays for the namespaces. How often and by how ' +
        'much is told below.',
    },
    {
      id: 'sequential',
      what: 'the same, three at a time',
      unit: 's',
      baseline: 'one after the other',
      reach: [],
      ifNotReached: '',
    },
    {
      id: 'five-scans',
      what: `${QUEUED_SCANS} scans queued at once, until the last has ended`,
      unit: 's',
      baseline: 'best possible end of the longest',
      reach: [],
      ifNotReached: '',
    },
  ],
  run: measure,
};

async function measure({ mode, folder, random, say }: BenchContext): Promise<Measurement> {
  const size = SIZE[mode];
  const processes = await SleepingRuns.open(folder);
  const scan = (runs: readonly PlannedRun[]) => (): Promise<void> =>
    carryOutScan(runs, ({ durationMs }) => processes.sleep(durationMs));
  try {
    const mixes = Array.from({ length: size.mixes }, () => drawMix(random, size.runs));
    const times: MixTimes[] = [];
    for (const runs of mixes) {
      times.push(await timesOf(runs, scan(runs)));
      say(`scan ${times.length} of ${mixes.length}`);
    }
    const sequential: number[] = [];
    for (const runs of mixes.slice(0, size.sequential))
      sequential.push(await secondsOf(() => oneByOne(runs, processes)));

    const queued = Array.from({ length: QUEUED_SCANS }, () => drawMix(random, size.runs));
    const five = await secondsOf(() => carryOutQueued(queued.map(scan)));
    const ours = times.map((time) => time.ours);
    const xargs = times.map((time) => time.xargs);
    return {
      rounds: {
        best: { ours, baseline: times.map(({ best }) => best) },
        xargs: { ours, baseline: xargs },
        'xargs-each': { ours, baseline: xargs },
        sequential: { ours: ours.slice(0, size.sequential), baseline: sequential },
        'five-scans': { ours: [five], baseline: [Math.max(...queued.map(bestEndOf))] },
      },
      notes: [
        `Runs were held in the tier "${await processes.isolation()}". ${loadText()}`,
        await costOfOne(processes),
        besideXargs(times),
        xargsOverBest(times),
      ],
      charts: [chartOf(times)],
    };
  } finally {
    processes.close();
  }
}

function drawMix(random: () => number, [fewest, most]: readonly [number, number]): readonly PlannedRun[] {
  return Array.from({ length: wholeBetween(random, fewest, most) }, () => {
    const durationMs = wholeBetween(random, ...DURATION_MS);
    return { durationMs, expectedMs: durationMs * off(random, GUESS_IS_OFF_BY) };
  });
}

async function timesOf(runs: readonly PlannedRun[], scan: () => Promise<void>): Promise<MixTimes> {
  const durations = runs.map(({ durationMs }) => durationMs);
  const { ours, xargs } = await alternate(
    { ours: () => secondsOf(scan), xargs: () => secondsOf(() => carryOutByXargs(durations, SLOTS)) },
    1,
  );
  return { ours: ours[0] ?? NaN, xargs: xargs[0] ?? NaN, best: bestEndOf(runs) };
}

/** In seconds. */
function bestEndOf(runs: readonly PlannedRun[]): number {
  const durations = runs.map(({ durationMs }) => durationMs);
  return bestMakespan(durations, SLOTS) / 1000;
}

async function oneByOne(runs: readonly PlannedRun[], processes: SleepingRuns): Promise<void> {
  for (const { durationMs } of runs) await processes.sleep(durationMs);
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

/** Other programs on the same cores delay every start of a process, ours and those of xargs. */
function loadText(): string {
  const [minute = NaN] = loadavg();
  return `The load average of the last minute was ${minute.toFixed(1)} on ${availableParallelism()} cores.`;
}

async function costOfOne(processes: SleepingRuns): Promise<string> {
  const slept = 50;
  const turns = 5;
  const seconds = await secondsOf(() =>
    oneByOne(
      Array.from({ length: turns }, () => ({ durationMs: slept, expectedMs: slept })),
      processes,
    ),
  );
  const cost = (seconds * 1000) / turns - slept;
  return `One run costs ${cost.toFixed(0)} ms above its duration, from the start of the first wrapper to the receipt that says that nothing is left.`;
}

function besideXargs(times: readonly MixTimes[]): string {
  const later = times.filter(({ ours, xargs }) => ours > xargs);
  const milliseconds = later.map(({ ours, xargs }) => (ours - xargs) * 1000);
  const words =
    later.length === 0
      ? ''
      : `, by ${meanOf(milliseconds).toFixed(0)} ms in the mean and ${Math.max(...milliseconds).toFixed(0)} ms at most`;
  return `Ours ended later than xargs on ${later.length} of ${times.length} scans${words}.`;
}

function xargsOverBest(times: readonly MixTimes[]): string {
  const ratio = meanOf(times.map(({ xargs, best }) => xargs / best));
  return `xargs ended at ${ratio.toFixed(3)} x the best possible end in the mean.`;
}

function chartOf(times: readonly MixTimes[]): BarChart {
  const bar = (label: string, ratios: readonly number[], tone: 'good' | 'neutral') => {
    const value = meanOf(ratios);
    return { label, value, text: value.toFixed(3), tone };
  };
  return {
    kind: 'bars',
    id: 'schedule-processes',
    title: 'Scan end over best possible end, real processes, mean',
    x: { label: 'end / best possible end', scale: 'linear' },
    mark: 1,
    bars: [
      bar(
        'ours',
        times.map(({ ours, best }) => ours / best),
        'good',
      ),
      bar(
        'xargs -P 3, given order',
        times.map(({ xargs, best }) => xargs / best),
        'neutral',
      ),
    ],
  };
}
