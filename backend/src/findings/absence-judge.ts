import { describeEndpoint } from '../targets/endpoint.js';
import { judgeAbsence, type Missed, type ScanFacts, ScanReach } from './absence.js';
import { type Finding } from './finding.js';
import { fingerprintOf } from './fingerprint.js';
import { type MissedFindingsRepository } from './missed-findings.repository.js';
import { type Absence } from './standing.js';

const OPEN_PORT = 'net.port.open';

/** What is known of scans; a scan that was deleted is missing. */
export type FactsOf = (scanId: string) => Promise<ScanFacts | undefined>;

/** A finding that a scan did not see. */
export interface MissedFinding {
  readonly finding: Finding;
  /** The scan that saw it. */
  readonly seenIn: string;
  /** The tools that saw it there. */
  readonly seenBy: readonly string[];
}

export interface JudgedFinding {
  readonly finding: Finding;
  readonly absence: Absence;
}

/** Judges what the absence of findings in one scan means. Remembers what it has read. */
export class AbsenceJudge {
  private readonly reaches = new Map<string, Promise<ScanReach | undefined>>();

  constructor(
    private readonly scanId: string,
    private readonly reach: ScanReach,
    private readonly factsOf: FactsOf,
    private readonly missed: MissedFindingsRepository,
  ) {}

  async judge(all: readonly MissedFinding[]): Promise<readonly JudgedFinding[]> {
    const ports = await this.missed.seenAmong([...new Set(all.flatMap(({ finding }) => portOf(finding)))], this.scanId);
    const judged: JudgedFinding[] = [];
    for (const { finding, seenIn, seenBy } of all) {
      const direct = await this.absenceOf({ ...finding, tools: seenBy }, seenIn);
      const [portFingerprint = ''] = portOf(finding);
      const port = ports.get(portFingerprint);
      if (direct.proven || port === undefined || port.seen) judged.push({ finding, absence: direct });
      else judged.push({ finding, absence: closedPort(port, await this.absenceOf(port, port.lastScanId), direct) });
    }
    return judged;
  }

  /** Whether it is known how thoroughly a scan has looked: not so for an imported report. */
  async knowsThoroughnessOf(scanId: string): Promise<boolean> {
    return (await this.reachOf(scanId))?.facts.thoroughness !== undefined;
  }

  private async absenceOf(missed: Missed, seenIn: string): Promise<Absence> {
    return judgeAbsence(missed, await this.reachOf(seenIn), this.reach);
  }

  private reachOf(scanId: string): Promise<ScanReach | undefined> {
    const known = this.reaches.get(scanId) ?? this.readReach(scanId);
    this.reaches.set(scanId, known);
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
