import { draftOf } from '../findings/finding.js';
import { type Observation } from '../findings/observation.js';
import { NO_FINDINGS, type Severity, type SeverityCounts, worstOf } from '../findings/severity.js';
import { type ObservedEndpoint } from '../targets/endpoint.js';
import { type ReportedRun, type ReportItem } from '../tools/report-format.js';
import { ReportTooLargeError } from './import.errors.js';

/** So many observations are written in one transaction in well below the minute that a transaction may take. */
const MAX_OBSERVATIONS = 200_000;
/** Entries that were left out are named up to this many; they are counted all. */
const NAMED_SKIPS = 100;

/** An entry of a report that is no observation. */
export interface SkippedEntry {
  readonly reason: string;
  /** Counted from 1. */
  readonly line?: number;
}

/** What a report holds. */
export class ReportSurvey {
  readonly skipped: SkippedEntry[] = [];
  skippedCount = 0;
  observationCount = 0;
  run: ReportedRun = {};
  /** Where the first observation lies. */
  firstPlace: ObservedEndpoint | undefined;
  private readonly hosts = new Set<string>();
  private readonly observationsBySeverity = { ...NO_FINDINGS };
  /** The findings that the observations join into. */
  private readonly severities = new Map<string, Severity>();

  /** @throws ReportTooLargeError */
  take(item: ReportItem): void {
    if (item.type === 'run') this.run = { ...item.run, ...this.run }; // of several hosts the first one counts
    if (item.type === 'skipped') this.skip(item);
    if (item.type === 'observation') this.observe(item.observation);
  }

  get hostCount(): number {
    return this.hosts.size;
  }

  get observations(): SeverityCounts {
    return this.observationsBySeverity;
  }

  get findings(): SeverityCounts {
    const counts = { ...NO_FINDINGS };
    for (const severity of this.severities.values()) counts[severity] += 1;
    return counts;
  }

  private skip({ reason, line }: SkippedEntry): void {
    this.skippedCount += 1;
    if (this.skipped.length < NAMED_SKIPS) this.skipped.push({ reason, ...(line === undefined ? {} : { line }) });
  }

  private observe(observation: Observation): void {
    this.observationCount += 1;
    if (this.observationCount > MAX_OBSERVATIONS) {
      throw new ReportTooLargeError(`${MAX_OBSERVATIONS} entries`, 'Split the report, for example by host.');
    }
    const { fingerprint, severity } = draftOf(observation);
    this.observationsBySeverity[severity] += 1;
    this.severities.set(fingerprint, worstOf(this.severities.get(fingerprint) ?? severity, severity));
    this.firstPlace ??= observation.endpoint;
    this.hosts.add(observation.endpoint.host);
  }
}
