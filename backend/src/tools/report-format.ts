import type { Observation } from '../findings/observation.js';
import type { ObservedEndpoint } from '../targets/endpoint.js';

/** What is known of a file before it is read. */
export interface ReportHead {
  /** Its first characters, up to 64 Ki of them. */
  readonly text: string;
  /** The name that the user's file had, which the user chose and may be misleading. */
  readonly fileName?: string;
}

/** What the user said about a report. */
export interface ReportContext {
  /** What the report is about, for reports that do not say it themselves. */
  readonly target?: ObservedEndpoint;
}

/** What a report says of the run that wrote it. */
export interface ReportedRun {
  readonly toolVersion?: string;
  /** ISO 8601 in UTC. */
  readonly startedAt?: string;
  /** ISO 8601 in UTC. */
  readonly finishedAt?: string;
  /** The command line, as the report has it. */
  readonly command?: string;
  /** Where it looked, which matters when it found nothing there. */
  readonly place?: ObservedEndpoint;
}

/** What reading a report brings, piece by piece. */
export type ReportItem =
  | { readonly type: 'observation'; readonly observation: Observation }
  /** Something that is no observation although it stands where they do: why, and on which line. */
  | { readonly type: 'skipped'; readonly reason: string; readonly line?: number }
  | { readonly type: 'run'; readonly run: ReportedRun };

/** A kind of file that a scanner writes, or wrote in another version. Pure. */
export interface ReportFormat {
  /** Stable identifier, such as `nmap-xml`. */
  readonly id: string;
  /** For people, such as `Nmap XML`. */
  readonly name: string;
  /** The tool that writes it: the id under which its observations are counted. */
  readonly tool: string;
  /** Versions of the tool whose files this was tried on. */
  readonly versions: readonly string[];
  /** `document`: a file that is cut short can be told from a whole one. `lines`: each line stands for itself. */
  readonly framing: 'document' | 'lines';
  /** What the tool writes when it has found nothing, spaces left out, if that is too little to know the format by. */
  readonly emptyForms?: readonly string[];
  /** Whether the file is of this kind. Two formats must not claim the same file. */
  recognises(head: ReportHead): boolean;
  /**
   * Reads a report that comes in pieces cut anywhere. Never stops at what it does not know: that is `skipped`.
   * @throws UnreadableReportError when the file is not whole, not of this kind, or says nothing about where it looked
   */
  read(pieces: AsyncIterable<string>, context: ReportContext): AsyncIterable<ReportItem>;
}
