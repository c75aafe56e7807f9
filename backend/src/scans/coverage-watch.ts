import { Injectable } from '@nestjs/common';
import { CoverageComparison } from '../findings/coverage-comparison.js';
import { looksAsFar, looksAsHard, lostCheckInWords } from '../findings/lost-checks.js';
import { SEVERITIES, type SeverityCounts } from '../findings/severity.js';
import { ScanFactsReader } from './scan-facts.js';
import { ScanListView } from './scan-list.view.js';
import { type CoverageRegression, type Scan } from './scan.js';

/** Lost checks that are named. */
const EXAMPLES = 20;

/** Notices when a scan has checked less than the one before: fewer findings are no good news then. */
@Injectable()
export class CoverageWatch {
  constructor(
    private readonly view: ScanListView,
    private readonly facts: ScanFactsReader,
    private readonly coverage: CoverageComparison,
  ) {}

  /**
   * Compares a scan that has come to its end with the one before of the same target. Must be called inside of the transaction
   * that ends the scan, after its findings are settled.
   */
  async regressionOf(scan: Scan): Promise<CoverageRegression | undefined> {
    const previous = await this.view.ranBefore(scan);
    if (previous === undefined) return undefined;
    const earlier = { scanId: previous.id, facts: await this.facts.of(previous) };
    const later = { scanId: scan.id, facts: await this.facts.of(scan) };
    const lost = await this.coverage.lost(earlier, later);
    const [findingsBefore, findingsNow] = [totalOf(previous.findings), totalOf(scan.findings)];
    // a scan that was to look at less has fewer findings by its nature
    const comparable = looksAsHard(earlier.facts, later.facts) && looksAsFar(earlier.facts, later.facts);
    const halved = comparable && findingsNow * 2 < findingsBefore;
    if (lost.length === 0 && !(halved && !(await this.coverage.someAreGone(previous.id)))) return undefined;
    return {
      previousScanId: previous.id,
      lost: lost.length,
      examples: lost.slice(0, EXAMPLES).map(lostCheckInWords),
      findingsBefore,
      findingsNow,
    };
  }
}

function totalOf(counts: SeverityCounts): number {
  return SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0);
}
