import { type Chart } from './charts/chart.js';

/** `quick` ends within two minutes for all benches together, with smaller sizes; `full` gives the figures that count. */
export type Mode = 'quick' | 'full';

/** What a figure counts: it decides how the figure is printed. */
export type Unit =
  'us' | 'ms' | 's' | 'kB' | 'MB' | '%' | 'ratio' | 'calls' | 'rows/s' | 'findings/s' | 'reads/s' | 'req/s';

/** Which figure of all rounds stands for the row. */
export type Statistic = 'median' | 'mean' | 'max';

/** What a row promises: our figure, or its ratio to the baseline's, is at most or at least so much. */
export interface Reach {
  readonly of: 'ours' | 'ratio';
  readonly is: 'at most' | 'at least';
  readonly value: number;
}

/** One line of the table, as it is known before anything is measured. */
export interface RowSpec {
  readonly id: string;
  readonly what: string;
  readonly unit: Unit;
  /** What stands beside our figure; absent when the promise is about our figure alone. */
  readonly baseline?: string;
  /** Default: the median. */
  readonly statistic?: Statistic;
  /** Kept when all of them are. Empty for a figure that is told without a promise. */
  readonly reach: readonly Reach[];
  /** Told when the promise is not kept: where the time goes, and what would change it. */
  readonly ifNotReached: string;
}

/** The figures of a row, one for each round; the positions of both lists belong together. */
export interface Rounds {
  readonly ours: readonly number[];
  readonly baseline?: readonly number[];
}

/** What a bench has found out. */
export interface Measurement {
  /** By the id of the row. A row without rounds was not measured, which the table says. */
  readonly rounds: Readonly<Record<string, Rounds>>;
  /** What a reader must know to judge the figures, good or bad, in sentences. */
  readonly notes: readonly string[];
  readonly charts: readonly Chart[];
}

/** What a bench is given. */
export interface BenchContext {
  readonly mode: Mode;
  /** An empty folder of its own, deleted afterwards. */
  readonly folder: string;
  /** The same sequence in every run, so that two machines do the same work. 0 <= x < 1. */
  readonly random: () => number;
  /** Says on the terminal what is going on. */
  readonly say: (what: string) => void;
}

/** What is known of a bench before it runs. Pure data. */
export interface BenchDescription {
  /** For `--only`. */
  readonly id: string;
  readonly title: string;
  /** How it is measured, in a few sentences. */
  readonly about: string;
  readonly rows: readonly RowSpec[];
}

/** One thing that is measured. Each runs in a process of its own, in which ours and the baseline take turns. */
export interface Bench extends BenchDescription {
  readonly run: (context: BenchContext) => Promise<Measurement>;
}
