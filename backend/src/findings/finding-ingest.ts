import { Injectable } from '@nestjs/common';
import { type Coverage } from './coverage.js';
import { draftOf } from './finding.js';
import { FindingsRepository, type Reporter } from './findings.repository.js';
import { type Observation } from './observation.js';
import { type SeverityCounts } from './severity.js';

/** Takes in what tool runs report and joins it into findings. */
@Injectable()
export class FindingIngest {
  constructor(private readonly repository: FindingsRepository) {}

  /** Joins observations into the findings of the reporter's scan. All or nothing. */
  async take(reporter: Reporter, observations: readonly Observation[]): Promise<void> {
    if (observations.length === 0) return;
    await this.repository.store(
      reporter,
      observations.map((observation) => ({ observation, draft: draftOf(observation) })),
    );
  }

  async takeCoverage(reporter: Reporter, coverage: readonly Coverage[]): Promise<void> {
    if (coverage.length > 0) await this.repository.storeCoverage(reporter, coverage);
  }

  /** Takes back what a run reported, before it runs again. */
  discard(runId: string): Promise<void> {
    return this.repository.discardRun(runId);
  }

  count(scanId: string): Promise<SeverityCounts> {
    return this.repository.countBySeverity(scanId);
  }
}
