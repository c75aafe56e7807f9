import { type ToolRun } from '../../api/generated/model/toolRun';
import { type ScanSnapshot } from '../scan-snapshot';
import { ticksOf, type Tick } from './time-axis';

export type Grouping = 'endpoint' | 'tool';

/** A stretch of time on the axis, both in percent of its length. */
export interface Stretch {
  readonly left: number;
  readonly width: number;
}

/** One run on the time axis. */
export interface TimelineRow {
  readonly run: ToolRun;
  /** What tells the run from the others of its group. */
  readonly label: string;
  /** From when it was queued until it started or ended. */
  readonly wait: Stretch;
  /** From when it started until it ended, or until now. */
  readonly bar?: Stretch;
  /** Until when a run in progress is expected to last. */
  readonly expected?: Stretch;
  /** How long it ran so far, milliseconds. */
  readonly elapsedMs?: number;
}

export interface TimelineGroup {
  readonly label: string;
  readonly rows: readonly TimelineRow[];
}

export interface Timeline {
  readonly groups: readonly TimelineGroup[];
  readonly ticks: readonly Tick[];
}

interface Axis {
  readonly from: number;
  readonly spanMs: number;
}

/** Lays the runs of a scan out on one time axis. `now` in milliseconds ends what has not ended. */
export function timelineOf(snapshot: ScanSnapshot, grouping: Grouping, now: number): Timeline {
  const axis = axisOf(snapshot, now);
  const groups = new Map<string, TimelineRow[]>();
  for (const run of snapshot.runs) {
    const [group, label] = grouping === 'tool' ? [run.tool, run.endpoint.label] : [run.endpoint.label, run.tool];
    const rows = groups.get(group) ?? [];
    rows.push(rowOf(run, label, axis, now));
    groups.set(group, rows);
  }
  return {
    groups: [...groups].map(([label, rows]) => ({ label, rows })),
    ticks: ticksOf(axis.spanMs),
  };
}

function axisOf({ scan, runs }: ScanSnapshot, now: number): Axis {
  const begins = runs.map((run) => Date.parse(run.queuedAt));
  const ends = runs.map((run) => expectedEnd(run, now));
  const from = Math.min(Date.parse(scan.startedAt ?? scan.createdAt), ...begins);
  const end = scan.finishedAt === undefined ? now : Date.parse(scan.finishedAt);
  return { from, spanMs: Math.max(1000, Math.max(end, ...ends) - from) };
}

function expectedEnd(run: ToolRun, now: number): number {
  if (run.finishedAt !== undefined) return Date.parse(run.finishedAt);
  return run.startedAt === undefined ? 0 : Math.max(now, Date.parse(run.startedAt) + run.expectedMs);
}

function rowOf(run: ToolRun, label: string, axis: Axis, now: number): TimelineRow {
  const ended = run.finishedAt === undefined ? now : Date.parse(run.finishedAt);
  const queued = Date.parse(run.queuedAt);
  if (run.startedAt === undefined || run.state === 'queued') {
    return { run, label, wait: stretchOf(axis, queued, ended) };
  }
  const started = Date.parse(run.startedAt);
  const row = {
    run,
    label,
    wait: stretchOf(axis, queued, started),
    bar: stretchOf(axis, started, ended),
    elapsedMs: run.durationMs ?? Math.max(0, ended - started),
  };
  if (run.state !== 'running') return row;
  return { ...row, expected: stretchOf(axis, started, started + run.expectedMs) };
}

function stretchOf({ from, spanMs }: Axis, begin: number, end: number): Stretch {
  const left = limited(((begin - from) / spanMs) * 100);
  return { left, width: Math.max(0, limited(((end - from) / spanMs) * 100) - left) };
}

function limited(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}
