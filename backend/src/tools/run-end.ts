import { type CheckFamily, type Coverage, type CoverageStatus } from '../findings/coverage.js';
import { type EndCause, type ProcessExit } from '../platform/process/command-spec.js';
import { type Endpoint } from '../targets/endpoint.js';
import { type ToolVerdict } from './tool-adapter.js';

/** Why a run did not come to its own end. */
export interface CutShort {
  readonly status: Extract<CoverageStatus, 'partial' | 'failed' | 'timed_out' | 'cancelled'>;
  /** In words for the user. */
  readonly reason: string;
}

const CAUSES: Readonly<Record<EndCause, CutShort>> = {
  cancelled: { status: 'cancelled', reason: 'the run was cancelled' },
  shutdown: { status: 'cancelled', reason: 'the server was shut down' },
  time_limit: { status: 'timed_out', reason: 'the time limit was reached' },
  idle_limit: { status: 'timed_out', reason: 'the tool printed nothing for too long' },
  output_limit: { status: 'partial', reason: 'the tool printed more than is read' },
};

/** What ended a run early, as far as the process tells; undefined when it ended by itself with all its output. */
export function cutShortBy(exit: ProcessExit): CutShort | undefined {
  if (exit.error !== undefined) return { status: 'failed', reason: exit.error };
  if (exit.endedBy !== undefined) return CAUSES[exit.endedBy];
  if (exit.signal !== null) return { status: 'failed', reason: `the tool was ended from outside by ${exit.signal}` };
  return exit.truncated ? CAUSES.output_limit : undefined;
}

/** The outcome of a run that was cut short after it had, or before it had, learnt something. */
export function outcomeOf({ status }: CutShort, learnt: 'something' | 'nothing'): ToolVerdict['outcome'] {
  if (status === 'timed_out') return 'timed_out';
  return learnt === 'something' ? 'partial' : 'failed';
}

/** The same coverage for several families. */
export function coverageOf(families: readonly CheckFamily[], reach: CutShort, endpoint: Endpoint): Coverage[] {
  return families.map((family) => ({ family, endpoint, status: reach.status, reason: reach.reason }));
}
