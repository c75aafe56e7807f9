import { Injectable } from '@nestjs/common';
import { AbsenceJudge, type FactsOf } from './absence-judge.js';
import { isOutside, type ScanFacts, ScanReach } from './absence.js';
import { changesOfStanding, type FindingChange } from './finding-change.js';
import { type Finding } from './finding.js';
import { MissedFindingsRepository } from './missed-findings.repository.js';
import { type Moment, standingWhenMissed } from './standing.js';

/** A scan that has ended. */
export interface EndedScan extends Moment {
  readonly facts: ScanFacts;
  /** Whether what it could not tell becomes unknown: not so for a scan that its user has broken off. */
  readonly unprovenIs: 'unknown' | 'as before';
}

/** What a reckoning came to, in numbers of findings. */
export interface Reckoned {
  /** Proven to be gone. */
  readonly gone: number;
  /** Neither seen nor proven to be gone. */
  readonly unknown: number;
}

/** Settles what the end of a scan means for the findings that it did not see. */
@Injectable()
export class FindingReckoning {
  constructor(private readonly missed: MissedFindingsRepository) {}

  /** Must be called inside of the transaction that ends the scan. */
  async settle(scan: EndedScan, factsOf: FactsOf): Promise<Reckoned> {
    const lines = await this.missed.coverageOf(scan.scanId);
    const judge = new AbsenceJudge(scan.scanId, new ScanReach(scan.facts, lines), factsOf, this.missed);
    let [gone, unknown] = [0, 0];
    for (const host of new Set(lines.map(({ endpoint }) => endpoint.host.toLowerCase()))) {
      for await (const findings of this.missed.missedOn(host, scan.scanId)) {
        const settled = await this.settlePortion(scan, judge, findings);
        gone += settled.gone;
        unknown += settled.unknown;
      }
    }
    return { gone, unknown };
  }

  private async settlePortion(scan: EndedScan, judge: AbsenceJudge, findings: readonly Finding[]): Promise<Reckoned> {
    const changed: Finding[] = [];
    const changes: FindingChange[] = [];
    let [gone, unknown] = [0, 0];
    const meant = findings.filter(({ endpoint }) => !isOutside(scan.facts, endpoint)); // the others it was not to look at
    for (const { finding, absence } of await judge.judge(meant)) {
      if (absence.proven) gone += 1;
      else unknown += 1;
      if (!absence.proven && scan.unprovenIs === 'as before') continue;
      const standing = standingWhenMissed(finding.standing, absence, scan);
      if (standing === finding.standing) continue;
      const { scanId, at } = scan;
      changed.push({ ...finding, standing });
      changes.push(...changesOfStanding(finding.id, finding.standing, standing, { scanId, at }));
    }
    await this.missed.store(changed, changes);
    return { gone, unknown };
  }
}
