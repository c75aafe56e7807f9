import { type SeverityCounts } from '../findings/severity.js';
import { type TargetKind } from '../targets/target.js';
import { type Profile } from '../tools/tool-adapter.js';
import { type ScanState } from './scan-state.js';
import { TOOL_RUN_STATES, type ToolRunState } from './tool-run-state.js';

export type RunCounts = Readonly<Record<ToolRunState, number>>;

export const NO_RUNS = Object.fromEntries(TOOL_RUN_STATES.map((state) => [state, 0])) as unknown as RunCounts;

/** What running the tools of a scan at the same time brought, measured on the runs of this very scan. Milliseconds. */
export interface ScanTiming {
  /** From the start of the scan to its end, as on a clock on the wall. */
  readonly wallMs: number;
  /** The sum of the runs' own durations: what one after the other would have taken. */
  readonly sequentialMs: number;
  /** The longest chain of runs of which each was found by the one before. */
  readonly criticalPathMs: number;
  /** max(critical path, sequential sum / slots): no schedule can be shorter. */
  readonly lowerBoundMs: number;
  /** sequentialMs / wallMs. */
  readonly speedUp: number;
  /** How many tool runs were allowed at the same time. */
  readonly slots: number;
}

/** How a scan has checked less than the one before of the same target, or found far less without a proof that it is gone. */
export interface CoverageRegression {
  /** The scan it is compared with. */
  readonly previousScanId: string;
  /** How many checks on endpoints were carried out then and not now. */
  readonly lost: number;
  /** The first of them, in words. */
  readonly examples: readonly string[];
  readonly findingsBefore: number;
  readonly findingsNow: number;
}

/** One request to examine one target with one profile. */
export interface Scan {
  readonly id: string;
  readonly targetId: string;
  /** Canonical spelling of the target at the time of the scan. */
  readonly target: string;
  readonly targetKind: TargetKind;
  /** Absent for an imported report: how its tool was set is not known. */
  readonly profile?: Profile;
  /** Ids of the tools that take part. */
  readonly tools: readonly string[];
  /** Ports to which the scan is limited; absent means that discovery decides. */
  readonly ports?: readonly number[];
  /** Whether the target is the built-in practice target, which is always authorised. */
  readonly practice: boolean;
  /** Whether every tool runs anew, although the output of a recent run might do. */
  readonly fresh: boolean;
  readonly state: ScanState;
  /** Why the scan ended as it did, in words. */
  readonly reason?: string;
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly runs: RunCounts;
  readonly findings: SeverityCounts;
  readonly timing?: ScanTiming;
  /** Absent when the scan has not ended, or has checked no less than the one before. */
  readonly coverageRegression?: CoverageRegression;
  /** Number of the newest event of this scan: where to begin listening. */
  readonly eventSequence: number;
}

/** How the tools of a scan are to run. @throws TypeError for an imported report, which nobody can run */
export function profileOf({ id, profile }: Pick<Scan, 'id' | 'profile'>): Profile {
  if (profile === undefined) throw new TypeError(`The scan ${id} is an imported report.`);
  return profile;
}
