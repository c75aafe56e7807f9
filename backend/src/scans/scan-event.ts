import { type SeverityCounts } from '../findings/severity.js';
import { type CoverageRegression, type Scan } from './scan.js';
import { type ToolRun } from './tool-run.js';

/** What happened in a scan. `scan` and `run` carry the whole new state, so that a listener never has to ask back. */
export type ScanEvent =
  | { readonly type: 'scan'; readonly data: Scan }
  | { readonly type: 'run'; readonly data: ToolRun }
  /** Findings were added or joined. */
  | { readonly type: 'findings'; readonly data: SeverityCounts }
  /** The output of a run was read again, and what it reported was replaced. */
  | { readonly type: 'replay'; readonly data: ReplayNote }
  /** The scan ends and has checked less than the one before. Comes before the `scan` that says that it has ended. */
  | { readonly type: 'coverage.regressed'; readonly data: CoverageRegression & { readonly scanId: string } };

/** In how many observations a reading differs from the one before. */
export interface ReplayNumbers {
  readonly before: number;
  readonly after: number;
  readonly added: number;
  readonly vanished: number;
  readonly changed: number;
}

/** That the output of a run was read again. */
export interface ReplayNote extends ReplayNumbers {
  readonly runId: string;
  /** ISO 8601 in UTC. */
  readonly appliedAt: string;
  /** Who asked for it, as they call themselves; absent when they did not say. */
  readonly by?: string;
}

/** What is worth nothing later: it is not kept and has no sequence number. */
export type PassingScanEvent =
  | { readonly type: 'progress'; readonly data: { readonly runId: string; readonly percent: number } }
  | { readonly type: 'log'; readonly data: { readonly runId: string; readonly lines: readonly string[] } }
  /** The scan was deleted: nothing follows. */
  | { readonly type: 'removed'; readonly data: { readonly scanId: string } };

/** What whoever looks at many scans wants to know. */
export type ScanNews =
  | { readonly type: 'scan'; readonly data: Scan }
  | { readonly type: 'findings'; readonly data: { readonly scanId: string; readonly findings: SeverityCounts } }
  | { readonly type: 'removed'; readonly data: { readonly scanId: string } };

/** How the names of all scans' topics begin. */
export const EVERY_SCAN = 'scan:';

/** The name under which a scan's events travel on the event bus. */
export function topicOf(scanId: string): string {
  return `${EVERY_SCAN}${scanId}`;
}

export function scanIdOf(topic: string): string {
  return topic.slice(EVERY_SCAN.length);
}
