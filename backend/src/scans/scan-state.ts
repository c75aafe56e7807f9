import { isTerminal, type StateTable, validateStateTable } from './state-table.js';

export const SCAN_STATES = ['queued', 'running', 'cancelling', 'completed', 'partial', 'failed', 'cancelled'] as const;

export type ScanState = (typeof SCAN_STATES)[number];

/** A finished scan goes back to `queued` by a retry of its failed runs only. */
export const SCAN_TRANSITIONS: StateTable<ScanState> = {
  queued: ['running', 'cancelled', 'failed'],
  // back to queued: the server was stopped in the middle, and the scan resumes after the restart
  running: ['cancelling', 'completed', 'partial', 'failed', 'queued'],
  cancelling: ['cancelled'],
  completed: [],
  partial: [],
  failed: [],
  cancelled: [],
};

/** States from which a retry may start a scan again. */
export const RETRYABLE_SCAN_STATES: readonly ScanState[] = ['partial', 'failed', 'cancelled'];

/** States in which a scan stays unless a user asks for more. */
export const FINISHED_SCAN_STATES: readonly ScanState[] = SCAN_STATES.filter((state) => isFinished(state));

export function isFinished(state: ScanState): boolean {
  return isTerminal(SCAN_TRANSITIONS, state);
}

validateStateTable(SCAN_TRANSITIONS, 'queued');
