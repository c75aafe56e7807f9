import { type Coverage, type CoverageStatus } from '../findings/coverage.js';
import { type EndCause, type ProcessExit } from '../platform/process/command-spec.js';
import { type ToolVerdict } from '../tools/tool-adapter.js';
import { type ToolRunState } from './tool-run-state.js';
import { type ToolRun } from './tool-run.js';

/** The state a run ends in, with its reason and what it says about coverage. */
export interface RunEnding {
  readonly state: Exclude<ToolRunState, 'queued' | 'running' | 'imported'>;
  readonly reason?: string;
  readonly coverage: readonly Coverage[];
}

/** The reason of runs that were ended because the server stops; they start again after its restart. */
export const STOPPED_WITH_SERVER = 'the server was stopped';

const CUT = 'part of the output was dropped because it was larger than the limit';

const CAUSES: Readonly<Record<EndCause, { readonly state: RunEnding['state']; readonly reason: string }>> = {
  cancelled: { state: 'cancelled', reason: 'cancelled by the user' },
  shutdown: { state: 'cancelled', reason: STOPPED_WITH_SERVER },
  time_limit: { state: 'timed_out', reason: 'ended because it reached its time limit' },
  idle_limit: { state: 'timed_out', reason: 'ended because it printed nothing for too long' },
  output_limit: { state: 'failed', reason: 'ended because it printed far more than the output limit' },
};

const COVERAGE_OF_STATE: Readonly<Record<RunEnding['state'], CoverageStatus>> = {
  succeeded: 'ran',
  partial: 'partial',
  failed: 'failed',
  timed_out: 'timed_out',
  cancelled: 'cancelled',
  skipped: 'skipped',
  cached: 'ran',
};

/**
 * Decides how a run ended: first whether we ended it or could not start it, then what the parser made of the output. The exit
 * code decides nothing by itself. Cut output never counts as a full check.
 */
export function endingOf(verdict: ToolVerdict, exit: ProcessExit): RunEnding {
  if (exit.error !== undefined) return ending('failed', exit.error, verdict.coverage);
  if (exit.endedBy !== undefined) {
    const { state, reason } = CAUSES[exit.endedBy];
    return ending(state, reason, verdict.coverage);
  }
  if (exit.truncated && verdict.outcome === 'succeeded') return ending('partial', CUT, verdict.coverage);
  if (exit.truncated && verdict.outcome === 'failed') {
    // The parser missed what was dropped: its own reason alone would send the user looking for a fault of the tool.
    return ending('failed', `${verdict.reason ?? 'no reason given'}; ${CUT}`, verdict.coverage);
  }
  return ending(verdict.outcome, verdict.reason, verdict.coverage);
}

/** How a finished run ended, as far as it is kept: what a parser has to know when it reads the output again. */
export function exitOf({ exitCode, signal, state, reason }: ToolRun): ProcessExit {
  const causes = Object.keys(CAUSES) as EndCause[];
  const endedBy = causes.find((cause) => CAUSES[cause].state === state && CAUSES[cause].reason === reason);
  const cause = endedBy === undefined ? {} : { endedBy };
  return { code: exitCode ?? null, signal: signal ?? null, truncated: false, ...cause };
}

/** Whether part of a run's output was dropped. */
export function wasCut({ droppedBytes, reason }: ToolRun): boolean {
  return droppedBytes > 0 || reason?.endsWith(CUT) === true;
}

function ending(state: RunEnding['state'], reason: string | undefined, coverage: readonly Coverage[]): RunEnding {
  if (state === 'succeeded') return { state, ...(reason === undefined ? {} : { reason }), coverage };

  const words = reason ?? 'no reason given';
  const status = COVERAGE_OF_STATE[state];
  // A parser may believe in a family that was checked before the run broke off; then the end of the run counts.
  const proven = state === 'partial' ? coverage : coverage.map((entry) => withoutProof(entry, status, words));
  return { state, reason: words, coverage: proven };
}

function withoutProof(entry: Coverage, status: CoverageStatus, reason: string): Coverage {
  return entry.status === 'ran' ? { ...entry, status, reason } : entry;
}
