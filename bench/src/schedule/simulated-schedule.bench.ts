import { type Bench, type BenchContext, type Measurement } from '../bench.js';
import { meanOf, quantileOf } from '../statistics/statistics.js';
import { bestMakespan, lowerBound } from './best-schedule.js';
import { distributionOf } from './distribution.js';
import { givenOrderMakespan } from './given-order.js';
import { carryOutScan, SLOTS } from './planned-scan.js';
import { off, scanMix } from './scan-mix.js';
import { VirtualTime } from './virtual-time.js';

const MIXES = 1000;
/** How far the server's guess is from the truth. */
const GUESS_IS_OFF_BY = 0.2;
/** Ends closer together than this are the same end. */
const SAME = 1e-9;

/** The ends of one mix, in ms. */
interface Ends {
  readonly ours: number;
  /** The same order when every guess is right. */
  readonly known: number;
  readonly givenOrder: number;
  readonly best: number;
  /** Whether one run is so long that nearly every order is a best one. */
  readonly isRuledByOne: boolean;
}

/** The order of the server's own queue against the best order there is, in virtual time. */
export const simulatedSchedule: Bench = {
  id: 'schedule-simulated',
  title: 'Schedule, simulated',
  about:
    `The server's own ScanExecution and RunQueue carry out ${MIXES.toLocaleString('en-US')} mixes of 4 to 9 tool runs on ${SLOTS} slots in virtual ` +
    'time. Durations are drawn from measured runs of real tools; the server knows each within 20 %. The best schedule is found ' +
    'by branch and bound over all assignments. "First in, first out" takes the runs in the order given, as `xargs -P 3` does.',
  rows: [
    {
      id: 'all-mixes',
      what: 'scan end / best possible end, mean of all mixes',
      unit: 'ratio',
      baseline: 'first in, first out',
      statistic: 'mean',
      reach: [{ of: 'ours', is: 'at most', value: 1.02 }],
      ifNotReached:
        'Longest expected first is a rule of thumb; guesses that are off by 20 % swap runs of similar length.',
    },
    {
      id: 'hard-mixes',
      what: 'the same, mixes that no single run rules',
      unit: 'ratio',
      baseline: 'first in, first out',
      statistic: 'mean',
      reach: [{ of: 'ours', is: 'at most', value: 1.02 }],
      ifNotReached:
        'Here every order counts: with few runs of similar length, longest first is not always the best one.',
    },
    {
      id: 'ours-over-fifo',
      what: 'mixes that end later than first in, first out',
      unit: '%',
      statistic: 'max',
      reach: [{ of: 'ours', is: 'at most', value: 0 }],
      ifNotReached:
        'A given order can be better by luck: no order that is chosen before the durations are known beats every other order on ' +
        'every mix. How often and by how much is told below.',
    },
  ],
  run: measure,
};

async function measure({ random }: BenchContext): Promise<Measurement> {
  const ends: Ends[] = [];
  for (let mix = 0; mix < MIXES; mix += 1) ends.push(await endsOfMix(random));

  const ours = ends.map((end) => end.ours / end.best);
  const fifo = ends.map((end) => end.givenOrder / end.best);
  const later = ends.filter((end) => end.ours > end.givenOrder * (1 + SAME));
  const earlier = ends.filter((end) => end.ours < end.givenOrder * (1 - SAME));
  const hard = ends.filter(({ isRuledByOne }) => !isRuledByOne);
  const hardOurs = hard.map((end) => end.ours / end.best);
  const hardFifo = hard.map((end) => end.givenOrder / end.best);
  const laterWhenKnown = ends.filter((end) => end.known > end.givenOrder * (1 + SAME));
  return {
    rounds: {
      'all-mixes': { ours, baseline: fifo },
      'hard-mixes': { ours: hardOurs, baseline: hardFifo },
      'ours-over-fifo': { ours: [(100 * later.length) / ends.length] },
    },
    notes: [
      `${MIXES - hard.length} of the ${MIXES} mixes are ruled by one run that is longer than a third of all work: there any order that begins with it is the best one.`,
      `Ours ended earlier than first in, first out on ${earlier.length} mixes, later on ${later.length}, at the same moment on ${MIXES - earlier.length - later.length}.`,
      ...latenessOf(later),
      `With durations known exactly, ours would end later on ${laterWhenKnown.length} mixes: the rest of them is the 20 % by which the guesses are off.`,
    ],
    charts: [
      {
        kind: 'lines',
        id: 'schedule-simulated',
        title: 'Scan end over best possible end: how many mixes stay below',
        x: { label: 'end / best possible end', scale: 'linear' },
        y: { label: '% of mixes', scale: 'linear' },
        series: [
          { name: 'ours', points: distributionOf(ours) },
          { name: 'ours, no ruling run', points: distributionOf(hardOurs) },
          { name: 'first in, first out', points: distributionOf(fifo) },
          { name: 'the same, no ruling run', points: distributionOf(hardFifo) },
        ],
      },
    ],
  };
}

async function endsOfMix(random: () => number): Promise<Ends> {
  const durations = scanMix(random).map(({ durationMs }) => durationMs);
  return {
    ours: await endOf(durations, () => off(random, GUESS_IS_OFF_BY)),
    known: await endOf(durations, () => 1),
    givenOrder: givenOrderMakespan(durations, SLOTS),
    best: bestMakespan(durations, SLOTS),
    isRuledByOne: Math.max(...durations) >= lowerBound(durations, SLOTS),
  };
}

/** @param guess the factor by which the server's guess is off */
function endOf(durations: readonly number[], guess: () => number): Promise<number> {
  const time = new VirtualTime();
  const runs = durations.map((durationMs) => ({ durationMs, expectedMs: durationMs * guess() }));
  return time.passUntil(carryOutScan(runs, ({ durationMs }) => time.wait(durationMs)));
}

function latenessOf(later: readonly Ends[]): string[] {
  if (later.length === 0) return [];
  const shares = later.map((end) => (end.ours / end.givenOrder - 1) * 100);
  const figures = [meanOf(shares), quantileOf(shares, 0.95), Math.max(...shares)].map((share) => share.toFixed(1));
  return [
    `Where ours ended later, it was by ${figures[0]} % in the mean, ${figures[1]} % at p95, ${figures[2]} % at most.`,
  ];
}
