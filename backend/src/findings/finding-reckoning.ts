import { Injectable } from '@nestjs/common';
import { describeEndpoint } from '../targets/endpoint.js';
import { isOutside, judgeAbsence, type ScanFacts, ScanReach } from './absence.js';
import { changesOfStanding, type FindingChange } from './finding-change.js';
import { type Finding } from './finding.js';
import { fingerprintOf } from './fingerprint.js';
import { MissedFindingsRepository } from './missed-findings.repository.js';
import { type Absence, type Moment, standingWhenMissed } from './standing.js';

const OPEN_PORT = 'net.port.open';

/** A scan that has ended. */
export interface EndedScan extends Moment {
  readonly facts: ScanFacts;
  /** Whether what it could not tell becomes unknown: not so for a scan that its user has broken off. */
  readonly unprovenIs: 'unknown' | 'as before';
}

/** What is known of earlier scans; a scan that was deleted is missing. */
export type FactsOf = (scanId: string) => Promise<ScanFacts | undefined>;

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
    const judge = new AbsenceJudge(scan, new ScanReach(scan.facts, lines), factsOf, this.missed);
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
    for (const { finding, absence } of await judge.judge(findings)) {
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

interface Judged {
  readonly finding: Finding;
  readonly absence: Absence;
}

/** Judges the absence of findings in one scan. */
class AbsenceJudge {
  private readonly earlier = new Map<string, Promise<ScanReach | undefined>>();

  constructor(
    private readonly scan: EndedScan,
    private readonly reach: ScanReach,
    private readonly factsOf: FactsOf,
    private readonly missed: MissedFindingsRepository,
  ) {}

  /** Findings on which the scan was not meant to look are left out. */
  async judge(findings: readonly Finding[]): Promise<readonly Judged[]> {
    const meant = findings.filter(({ endpoint }) => !isOutside(this.scan.facts, endpoint));
    const ports = await this.missed.seenAmong([...new Set(meant.flatMap(portOf))], this.scan.scanId);
    const judged: Judged[] = [];
    for (const finding of meant) {
      const direct = await this.absenceOf(finding);
      const [portFingerprint = ''] = portOf(finding);
      const port = ports.get(portFingerprint);
      if (direct.proven || port === undefined || port.seen) judged.push({ finding, absence: direct });
      else judged.push({ finding, absence: closedPort(port, await this.absenceOf(port), direct) });
    }
    return judged;
  }

  private async absenceOf(finding: Finding): Promise<Absence> {
    return judgeAbsence(finding, await this.reachOf(finding.lastScanId), this.reach);
  }

  private reachOf(scanId: string): Promise<ScanReach | undefined> {
    const known = this.earlier.get(scanId) ?? this.readReach(scanId);
    this.earlier.set(scanId, known);
    return known;
  }

  private async readReach(scanId: string): Promise<ScanReach | undefined> {
    const facts = await this.factsOf(scanId);
    return facts === undefined ? undefined : new ScanReach(facts, await this.missed.coverageOf(scanId));
  }
}

/** What is behind a port that is proven to be closed is gone with it. */
function closedPort(port: Finding, absence: Absence, direct: Absence): Absence {
  if (!absence.proven) return direct;
  return { ...absence, reason: `${describeEndpoint(port.endpoint)} is closed: ${absence.reason}` };
}

/** The fingerprint of the open port on which a finding lies; none for a port itself and for a host as a whole. */
function portOf({ weakness, endpoint }: Finding): string[] {
  const { host, port, transport } = endpoint;
  if (port === undefined || weakness === OPEN_PORT) return [];
  return [
    fingerprintOf({ weakness: OPEN_PORT, endpoint: { host, port, ...(transport === undefined ? {} : { transport }) } }),
  ];
}
