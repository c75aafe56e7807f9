import { Injectable } from '@nestjs/common';
import { openPortOn } from './absence-judge.js';
import { type ScanFacts } from './absence.js';
import { type LostCheck, lostChecks } from './lost-checks.js';
import { MissedFindingsRepository } from './missed-findings.repository.js';

/** A scan with what is known of it apart from its coverage. */
export interface ComparedScan {
  readonly scanId: string;
  readonly facts: ScanFacts;
}

/** Open ports that are looked up at once. */
const PORTION = 500;

/** Compares what two scans have checked. */
@Injectable()
export class CoverageComparison {
  constructor(private readonly missed: MissedFindingsRepository) {}

  /**
   * The checks that the earlier scan carried out and the later one did not. Behind a port that is proven to be closed there is
   * nothing left to check, so nothing is lost.
   */
  async lost(earlier: ComparedScan, later: ComparedScan): Promise<readonly LostCheck[]> {
    const before = { facts: earlier.facts, lines: await this.missed.coverageOf(earlier.scanId) };
    const now = { facts: later.facts, lines: await this.missed.coverageOf(later.scanId) };
    const lost = lostChecks(before, now);
    const closed = await this.closedAmong([...new Set(lost.flatMap(({ endpoint }) => openPortOn(endpoint)))], later);
    return lost.filter(({ endpoint }) => openPortOn(endpoint).every((port) => !closed.has(port)));
  }

  /** Whether some of what a scan saw is gone by proof. */
  someAreGone(scanId: string): Promise<boolean> {
    return this.missed.someAreGone(scanId);
  }

  private async closedAmong(ports: readonly string[], { scanId }: ComparedScan): Promise<ReadonlySet<string>> {
    const closed = new Set<string>();
    for (let start = 0; start < ports.length; start += PORTION) {
      const known = await this.missed.seenAmong(ports.slice(start, start + PORTION), scanId);
      for (const [port, { standing }] of known) if (standing.presence === 'gone') closed.add(port);
    }
    return closed;
  }
}
