import { Injectable } from '@nestjs/common';
import { FindingIngest } from '../findings/finding-ingest.js';
import { type Reporter } from '../findings/findings.repository.js';
import { type Observation } from '../findings/observation.js';
import { Database } from '../platform/database/database.js';
import { type ScanState } from './scan-state.js';
import { ScansRepository } from './scans.repository.js';

/** The findings of scans together with the counts that are kept beside a scan: both change in one transaction or not at all. */
@Injectable()
export class ScanFindings {
  constructor(
    private readonly database: Database,
    private readonly ingest: FindingIngest,
    private readonly scans: ScansRepository,
  ) {}

  async take(reporter: Reporter, observations: readonly Observation[]): Promise<void> {
    await this.database.write(async () => {
      this.scans.forget(reporter.scanId); // a finding may be joined, which changes no count
      const change = await this.ingest.take(reporter, observations);
      await this.scans.changeFindings(reporter.scanId, change);
    });
  }

  /** Takes back what a run reported, before it is carried out again. */
  async takeBack({ scanId, runId }: Pick<Reporter, 'scanId' | 'runId'>): Promise<void> {
    await this.database.write(async () => {
      this.scans.forget(scanId);
      const change = await this.ingest.discard({ scanId, runId });
      await this.scans.changeFindings(scanId, change);
    });
  }

  /** Deletes a scan if it is in one of these states, and with it what only it has seen. Returns whether it was. */
  async remove(scanId: string, states: readonly ScanState[]): Promise<boolean> {
    return this.database.write(async () => {
      if (!(await this.scans.remove(scanId, states))) return false;
      await this.ingest.forgetScan(scanId);
      return true;
    });
  }
}
