import { type BenchDescription, type Measurement, type Mode, type Reach, type Rounds, type RowSpec } from '../bench.js';
import { type Summary, summaryOf } from '../statistics/statistics.js';
import { type Machine, type Versions } from './machine.js';

/** A row of the table with its figures. */
export interface RowResult extends RowSpec {
  readonly ours?: Summary;
  readonly theirs?: Summary;
  /** Of ours to theirs, round by round. */
  readonly ratio?: Summary;
  /** Undefined for a row that promises nothing. */
  readonly reached?: boolean;
  readonly raw: Rounds;
}

export interface BenchResult {
  readonly bench: BenchDescription;
  readonly rows: readonly RowResult[];
  readonly notes: readonly string[];
  readonly charts: Measurement['charts'];
  readonly seconds: number;
  /** Why it could not be measured; then no row is reached. */
  readonly failure?: string;
}

export interface Report {
  readonly mode: Mode;
  readonly startedAt: string;
  readonly seconds: number;
  readonly machine: Machine;
  readonly versions: Versions;
  readonly benches: readonly BenchResult[];
}

const NOTHING: Rounds = { ours: [] };

export function rowResult(spec: RowSpec, raw: Rounds = NOTHING): RowResult {
  if (raw.ours.length === 0) return { ...spec, raw, ...(spec.reach.length === 0 ? {} : { reached: false }) };
  const ours = summaryOf(raw.ours);
  const theirs = raw.baseline === undefined ? undefined : summaryOf(raw.baseline);
  const ratio = raw.baseline === undefined ? undefined : summaryOf(ratiosOf(raw.ours, raw.baseline));
  const figures = { ...(theirs === undefined ? {} : { theirs }), ...(ratio === undefined ? {} : { ratio }) };
  const measured = { ...spec, ours, ...figures, raw };
  if (spec.reach.length === 0) return measured;
  return { ...measured, reached: spec.reach.every((reach) => isKept(reach, measured)) };
}

/** The figure of a row that its promise is about. */
export function figureOf({ of }: Reach, row: Omit<RowResult, 'reached'>): number {
  return (of === 'ours' ? row.ours : row.ratio)?.[row.statistic ?? 'median'] ?? NaN;
}

function isKept(reach: Reach, row: Omit<RowResult, 'reached'>): boolean {
  const figure = figureOf(reach, row);
  return reach.is === 'at most' ? figure <= reach.value : figure >= reach.value;
}

function ratiosOf(ours: readonly number[], baseline: readonly number[]): number[] {
  return ours.flatMap((figure, round) => {
    const other = baseline[round];
    return other === undefined ? [] : [figure / other];
  });
}
