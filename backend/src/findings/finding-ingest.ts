import { Injectable } from '@nestjs/common';
import { draftOf } from './finding.js';
import { type CoverageReport, FindingsRepository, type Reporter } from './findings.repository.js';
import { type Observation } from './observation.js';
import { NO_FINDINGS, type SeverityCounts } from './severity.js';

/** Takes in what tool runs report and joins it into findings. */
@Injectable()
export class FindingIngest {
  constructor(private readonly repository: FindingsRepository) {}

  /** Joins observations into the findings of the reporter's scan, all or nothing. Returns how its counts changed. */
  async take(reporter: Reporter, observations: readonly Observation[]): Promise<SeverityCounts> {
    if (observations.length === 0) return NO_FINDINGS;
    return this.repository.store(
      reporter,
      observations.map((observation) => ({ observation, draft: draftOf(observation) })),
    );
  }

  async takeCoverage(reports: readonly CoverageReport[]): Promise<void> {
    if (reports.length > 0) await this.repository.storeCoverage(reports);
  }

  /** Takes back what a run reported, before it runs again. Returns how the counts of its scan changed. */
  discard(run: Pick<Reporter, 'scanId' | 'runId'>): Promise<SeverityCounts> {
    return this.repository.discardRun(run);
  }

  /** Brings findings in line after a scan was deleted, in the same transaction. */
  forgetScan(scanId: string): Promise<void> {
    return this.repository.forgetScan(scanId);
  }

  /** How many findings of a scan no other scan has seen. */
  countNew(scanId: string): Promise<number> {
    return this.repository.countNew(scanId);
  }

  count(scanId: string): Promise<SeverityCounts> {
    return this.repository.countBySeverity(scanId);
  }
}
