import { isTerminal, type StateTable, validateStateTable } from './state-table.js';

export const TOOL_RUN_STATES = [
  'queued',
  'running',
  'succeeded',
  'partial',
  'failed',
  'timed_out',
  'cancelled',
  'skipped',
  'cached',
  'imported',
] as const;

export type ToolRunState = (typeof TOOL_RUN_STATES)[number];

export const TOOL_RUN_TRANSITIONS: StateTable<ToolRunState> = {
  // imported: it ran elsewhere, and its report was brought here
  queued: ['running', 'skipped', 'cancelled', 'failed', 'imported'],
  // back to queued: the server was stopped in the middle, and the run starts again after the restart
  running: ['succeeded', 'partial', 'failed', 'timed_out', 'cancelled', 'skipped', 'cached', 'queued'],
  succeeded: [],
  partial: [],
  failed: [],
  timed_out: [],
  cancelled: [],
  skipped: [],
  cached: [],
  imported: [],
};

/** Runs in these states are started again by a retry: their checks are unknown. */
export const RETRYABLE_RUN_STATES: readonly ToolRunState[] = ['partial', 'failed', 'timed_out', 'cancelled', 'skipped'];

/** Runs in these states may have left an output that can be read again. */
export const REPLAYABLE_RUN_STATES: readonly ToolRunState[] = [
  'succeeded',
  'partial',
  'failed',
  'timed_out',
  'cached',
  'imported',
];

export function isRunFinished(state: ToolRunState): boolean {
  return isTerminal(TOOL_RUN_TRANSITIONS, state);
}

validateStateTable(TOOL_RUN_TRANSITIONS, 'queued');
