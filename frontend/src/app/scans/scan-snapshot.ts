import { type CoverageRegression } from '../api/generated/model/coverageRegression';
import { type Scan } from '../api/generated/model/scan';
import { type ScanState } from '../api/generated/model/scanState';
import { type SeverityCounts } from '../api/generated/model/severityCounts';
import { type ToolRun } from '../api/generated/model/toolRun';
import { type ToolRunState } from '../api/generated/model/toolRunState';

/** A scan and its runs as they were at one moment. */
export interface ScanSnapshot {
  readonly scan: Scan;
  readonly runs: readonly ToolRun[];
}

/** What the event stream tells and the server keeps: each carries the whole new state, and its place in the order. */
export type ScanEvent = { readonly sequence: number } & (
  | { readonly type: 'scan'; readonly data: Scan }
  | { readonly type: 'run'; readonly data: ToolRun }
  | { readonly type: 'findings'; readonly data: SeverityCounts }
  | { readonly type: 'coverage.regressed'; readonly data: CoverageRegression }
);

/** The snapshot after an event; the same when it knows the event already. */
export function applyEvent(snapshot: ScanSnapshot, event: ScanEvent): ScanSnapshot {
  const { scan, runs } = snapshot;
  const eventSequence = event.sequence;
  if (eventSequence <= scan.eventSequence) return snapshot;
  switch (event.type) {
    case 'scan':
      return { scan: { ...event.data, eventSequence }, runs };
    case 'findings':
      return { scan: { ...scan, findings: event.data, eventSequence }, runs };
    case 'coverage.regressed':
      return { scan: { ...scan, coverageRegression: event.data, eventSequence }, runs };
    case 'run':
      return { scan: { ...scan, eventSequence }, runs: withRun(runs, event.data) };
  }
}

function withRun(runs: readonly ToolRun[], changed: ToolRun): readonly ToolRun[] {
  if (!runs.some(({ id }) => id === changed.id)) return [...runs, changed];
  return runs.map((run) => (run.id === changed.id ? changed : run));
}

const UNFINISHED_SCANS: readonly ScanState[] = ['queued', 'running', 'cancelling'];
const RETRYABLE_SCANS: readonly ScanState[] = ['partial', 'failed', 'cancelled'];
const UNFINISHED_RUNS: readonly ToolRunState[] = ['queued', 'running'];

export function isFinished(state: ScanState): boolean {
  return !UNFINISHED_SCANS.includes(state);
}

/** Whether some of what the scan did can be done again. */
export function isRetryable(state: ScanState): boolean {
  return RETRYABLE_SCANS.includes(state);
}

export function isRunFinished(state: ToolRunState): boolean {
  return !UNFINISHED_RUNS.includes(state);
}
