import { type ScanTiming } from './scan.js';
import { type ToolRun } from './tool-run.js';

interface Measured {
  readonly id: string;
  readonly foundBy?: string;
  readonly queuedAt: number;
  readonly startedAt: number;
  readonly durationMs: number;
}

/** What running in parallel brought, from the times of the runs themselves; undefined when nothing ran. */
export function timingOf(
  runs: readonly ToolRun[],
  startedAt: string,
  finishedAt: string,
  slots: number,
): ScanTiming | undefined {
  const measured = runs.flatMap(measuredRun);
  if (measured.length === 0) return undefined;

  const wallMs = Math.max(1, Date.parse(finishedAt) - Date.parse(startedAt));
  const sequentialMs = measured.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const criticalPathMs = longestChain(measured);
  return {
    wallMs,
    sequentialMs,
    criticalPathMs,
    lowerBoundMs: Math.max(criticalPathMs, Math.ceil(sequentialMs / slots)),
    speedUp: Math.round((sequentialMs / wallMs) * 100) / 100,
    slots,
  };
}

function measuredRun({ id, foundBy, queuedAt, startedAt, durationMs }: ToolRun): Measured[] {
  if (startedAt === undefined || durationMs === undefined) return [];
  const times = { queuedAt: Date.parse(queuedAt), startedAt: Date.parse(startedAt) };
  return [{ id, ...times, durationMs, ...(foundBy === undefined ? {} : { foundBy }) }];
}

/** A run found in the middle of another could not start before it was found, whatever the number of slots. */
function longestChain(runs: readonly Measured[]): number {
  const byId = new Map(runs.map((run) => [run.id, run]));
  const heads = new Map<string, number>();
  const headOf = (run: Measured): number => {
    const known = heads.get(run.id);
    if (known !== undefined) return known;
    const finder = run.foundBy === undefined ? undefined : byId.get(run.foundBy);
    // a finder that was started again later than it found the run says nothing about the wait
    const head = finder === undefined ? 0 : headOf(finder) + Math.max(0, run.queuedAt - finder.startedAt);
    heads.set(run.id, head);
    return head;
  };
  return Math.max(...runs.map((run) => headOf(run) + run.durationMs));
}
