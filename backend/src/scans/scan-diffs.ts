import { Injectable } from '@nestjs/common';
import { type Page } from '../platform/http/page.js';
import { type DiffQuery, ScanComparison } from '../findings/scan-comparison.js';
import { type ComparedScans, type DiffCounts, type FindingDifference } from '../findings/scan-diff.js';
import { ScanFactsReader } from './scan-facts.js';
import { ScanListView } from './scan-list.view.js';
import { NothingToCompareError } from './scan.errors.js';
import { type Scan } from './scan.js';
import { ScansRepository } from './scans.repository.js';

/** Two scans, and in how many findings they differ. */
export interface ScanDiff extends ComparedScans {
  readonly counts: DiffCounts;
}

/** Compares a scan with an earlier one. */
@Injectable()
export class ScanDiffs {
  constructor(
    private readonly scans: ScansRepository,
    private readonly view: ScanListView,
    private readonly facts: ScanFactsReader,
    private readonly comparison: ScanComparison,
  ) {}

  /**
   * @param against id of the other scan; absent means the one before of the same target
   * @throws ScanNotFoundError @throws NothingToCompareError
   */
  async count(id: string, against: string | undefined): Promise<ScanDiff> {
    const { scans, later } = await this.scansOf(id, against);
    const counts = await this.comparison.count(scans, await this.facts.of(later), (scanId) => this.facts.ofId(scanId));
    return { ...scans, counts };
  }

  /** The findings that differ in one way. @throws ScanNotFoundError @throws NothingToCompareError @throws PageTokenInvalidError */
  async list(id: string, against: string | undefined, query: DiffQuery): Promise<Page<FindingDifference>> {
    const { scans, later } = await this.scansOf(id, against);
    return this.comparison.list(scans, await this.facts.of(later), (scanId) => this.facts.ofId(scanId), query);
  }

  private async scansOf(id: string, against: string | undefined): Promise<{ scans: ComparedScans; later: Scan }> {
    const scan = await this.scans.get(id);
    const other = against === undefined ? await this.view.before(scan) : await this.scans.get(against);
    if (other === undefined || other.id === id) throw new NothingToCompareError(id);
    const [earlier, later] = other.id < scan.id ? [other, scan] : [scan, other]; // ids of version 7 sort by time
    return { scans: { earlier: earlier.id, later: later.id }, later };
  }
}
