import { type ScanState } from './scan-state.js';
import { type ToolRun } from './tool-run.js';
import { type ToolRunState } from './tool-run-state.js';

export interface ScanOutcome {
  readonly state: Extract<ScanState, 'completed' | 'partial' | 'failed'>;
  readonly reason?: string;
}

const INCOMPLETE: readonly ToolRunState[] = ['partial', 'failed', 'timed_out', 'cancelled'];

/**
 * What a scan is worth once all its runs have ended. Nothing that failed may look clean: no run that succeeded makes it
 * failed, one that did not makes it partial. A skipped run is named in the reason.
 */
export function outcomeOf(runs: readonly ToolRun[]): ScanOutcome {
  const usable = runs.filter(({ state }) => state === 'succeeded' || state === 'cached' || state === 'partial');
  const incomplete = runs.filter(({ state }) => INCOMPLETE.includes(state));
  const skipped = runs.filter(({ state }) => state === 'skipped');

  if (runs.length === 0) return { state: 'failed', reason: 'No tool fits this target, so nothing was examined.' };
  if (usable.length === 0) return { state: 'failed', reason: `No tool run succeeded: ${reasonsOf(runs)}` };
  if (incomplete.length > 0) {
    const share = `${incomplete.length} of ${runs.length} tool runs did not finish their checks`;
    return { state: 'partial', reason: `${share}: ${reasonsOf(incomplete)}` };
  }
  if (skipped.length > 0) return { state: 'completed', reason: `${skipped.length} skipped: ${reasonsOf(skipped)}` };
  return { state: 'completed' };
}

/** The distinct reasons with the tools they concern, the first few of them. */
function reasonsOf(runs: readonly ToolRun[]): string {
  const tools = new Map<string, Set<string>>();
  for (const { reason = 'no reason given', tool } of runs)
    tools.set(reason, (tools.get(reason) ?? new Set()).add(tool));
  const parts = [...tools].map(([reason, names]) => `${[...names].join(', ')}: ${reason}`);
  const more = parts.length > 3 ? `; and ${parts.length - 3} more reasons` : '';
  return parts.slice(0, 3).join('; ') + more;
}
