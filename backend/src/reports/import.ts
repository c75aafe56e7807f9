import { type SeverityCounts } from '../findings/severity.js';
import { type SkippedEntry } from './report-survey.js';

/** A report that was brought in from elsewhere. */
export interface Import {
  /** UUID version 7: sorted by time. */
  readonly id: string;
  /** The scan that stands for the run that wrote it. */
  readonly scanId: string;
  readonly target: string;
  readonly tool: string;
  readonly toolVersion?: string;
  /** Id of the format. */
  readonly format: string;
  /** As the user's file was called; a text to show, never a path to open. */
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  /** How many hosts it speaks of. */
  readonly hosts: number;
  /** The observations that were read, by severity. */
  readonly observations: SeverityCounts;
  /** The findings that they join into, by severity. */
  readonly findings: SeverityCounts;
  /** How many of these were not known before. */
  readonly newFindings: number;
  readonly skippedCount: number;
  /** The first of those that were skipped. */
  readonly skipped: readonly SkippedEntry[];
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
}
