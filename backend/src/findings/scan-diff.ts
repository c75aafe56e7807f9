import { type Finding } from './finding.js';
import { type Severity } from './severity.js';

/**
 * How a finding differs between an earlier and a later scan. `new`: no scan before the later one has seen it. `back`: the earlier
 * one did not see it, but one before did. `gone`: the later one proves it. `unknown`: the later one did not see it, and
 * proves nothing. `changed`: both saw it, but differ on how bad it is or on who sees it. `same`: both agree.
 */
export const DIFFERENCES = ['new', 'back', 'changed', 'unknown', 'gone', 'same'] as const;

export type Difference = (typeof DIFFERENCES)[number];

/** How many findings differ in which way. */
export type DiffCounts = Readonly<Record<Difference, number>>;

export const NO_DIFFERENCES: DiffCounts = { new: 0, back: 0, changed: 0, unknown: 0, gone: 0, same: 0 };

/** What one of two scans says of a finding. */
export interface Side {
  readonly severity: Severity;
  readonly tools: readonly string[];
}

/** One finding that two scans are compared by. */
export interface FindingDifference {
  readonly difference: Difference;
  readonly finding: Finding;
  /** What the earlier scan says; absent when it did not see it. */
  readonly before?: Side;
  /** What the later scan says; absent when it did not see it. */
  readonly after?: Side;
  /** How an absence was proven, or why it was not. */
  readonly reason?: string;
}

/** The two scans that are compared, by id. */
export interface ComparedScans {
  readonly earlier: string;
  readonly later: string;
}

/** How two scans that both saw a finding differ on it. */
export function differenceOfBoth(before: Side, after: Side): Extract<Difference, 'changed' | 'same'> {
  const isSame = before.severity === after.severity && before.tools.join() === after.tools.join();
  return isSame ? 'same' : 'changed';
}
