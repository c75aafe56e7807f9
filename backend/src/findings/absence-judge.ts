import { describeEndpoint, type ObservedEndpoint } from '../targets/endpoint.js';
import { judgeAbsence, judgeAbsenceOfAll, type Missed, type MissedPart, type ScanFacts, ScanReach } from './absence.js';
import { type Finding } from './finding.js';
import { fingerprintOf, type Identity } from './fingerprint.js';
import { type MissedFindingsRepository } from './missed-findings.repository.js';
import { type Absence } from './standing.js';

const OPEN_PORT = 'net.port.open';

/** What is known of scans; a scan that was deleted is missing. */
export type FactsOf = (scanId: string) => Promise<ScanFacts | undefined>;

/** A scan that saw a finding, and by which tools when those are not the finding's own. */
interface Witness {
  readonly scanId: string;
  readonly tools?: readonly string[];
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

  /**
   * Judges findings that the scan did not see.
   * @param seenIn the scan whose word on them counts; absent means the last one that saw each of them
   */
  async judge(findings: readonly Finding[], seenIn?: string): Promise<readonly JudgedFinding[]> {
    const ports = await this.missed.seenAmong([...new Set(findings.flatMap(portOf))], this.scanId);
    const closed = [...ports.values()].filter(({ seen }) => !seen);
    const witnesses = await this.witnessesOf([...(seenIn === undefined ? findings : []), ...closed]);
    const parts = await this.missed.partsOf([...findings, ...closed]);
    const judged: JudgedFinding[] = [];
    for (const finding of findings) {
      const own = parts.get(finding.fingerprint);
      const direct =
        own === undefined
          ? await this.absenceOf(finding, seenIn === undefined ? witnesses.get(finding.id) : { scanId: seenIn })
          : await this.absenceOfAll(finding, own, seenIn);
      const port = ports.get(portOf(finding)[0] ?? '');
      if (direct.proven || port === undefined || port.seen || isSpread(finding, own))
        judged.push({ finding, absence: direct });
      else {
        const portParts = parts.get(port.fingerprint);
        const absence =
          portParts === undefined
            ? await this.absenceOf(port, witnesses.get(port.id))
            : await this.absenceOfAll(port, portParts);
        judged.push({ finding, absence: closedPort(port, absence, direct) });
      }
    }
    return judged;
  }

  /**
   * Who saw each finding last. A report that was imported proves nothing, for nobody knows how its tool was set: what it saw
   * last is judged by the last scan that saw it, if there is one.
   */
  private async witnessesOf(findings: readonly Finding[]): Promise<ReadonlyMap<string, Witness>> {
    const witnesses = new Map<string, Witness>();
    const imported: string[] = [];
    for (const { id, lastScanId: scanId } of findings) {
      witnesses.set(id, { scanId });
      if (!(await this.knowsThoroughnessOf(scanId))) imported.push(id);
    }
    for (const [id, sightings] of await this.missed.sightingsOf(imported)) {
      for (const { scanId, tools } of [...sightings].reverse()) {
        if (await this.knowsThoroughnessOf(scanId)) witnesses.set(id, { scanId, tools }); // the newest comes last
      }
    }
    return witnesses;
  }

  private async knowsThoroughnessOf(scanId: string): Promise<boolean> {
    return (await this.reachOf(scanId))?.facts.thoroughness !== undefined;
  }

  private async absenceOf(
    finding: Finding,
    { scanId, tools }: Witness = { scanId: finding.lastScanId },
  ): Promise<Absence> {
    const missed: Missed = { ...finding, tools: tools ?? finding.tools };
    return judgeAbsence(missed, await this.reachOf(scanId), this.reach);
  }

  /** Of a finding that people have put together: each part is judged by the scan that saw that part last. */
  private async absenceOfAll(
    finding: Finding,
    parts: ReadonlyMap<string, Identity>,
    seenIn?: string,
  ): Promise<Absence> {
    const words = await this.missed.wordsOf(finding.id);
    const seen = seenIn === undefined ? words : words.filter(({ scanId }) => scanId === seenIn);
    if (seen.length === 0) return this.absenceOf(finding, { scanId: seenIn ?? finding.lastScanId });
    const missed: MissedPart[] = [];
    for (const own of new Set(seen.map((word) => word.own))) {
      const ofPart = seen.filter((word) => word.own === own);
      const scanId = await this.witnessAmong(ofPart.map((word) => word.scanId));
      const tools = ofPart.filter((word) => word.scanId === scanId).map(({ tool }) => tool);
      missed.push({ missed: { ...(parts.get(own) ?? finding), tools }, before: await this.reachOf(scanId) });
    }
    return judgeAbsenceOfAll(missed, this.reach);
  }

  /** The newest scan of which it is known how thoroughly it looked, or else the newest. */
  private async witnessAmong(scanIds: readonly string[]): Promise<string> {
    const newestFirst = [...new Set(scanIds)].sort().reverse(); // version 7: sorted by time
    for (const scanId of newestFirst) if (await this.knowsThoroughnessOf(scanId)) return scanId;
    return newestFirst[0] ?? '';
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

/** Whether parts of a finding lie on other ports than the finding itself: these do not close with its port. */
function isSpread(finding: Finding, parts: ReadonlyMap<string, Identity> | undefined): boolean {
  const [port] = portOf(finding);
  return [...(parts?.values() ?? [])].some(({ endpoint }) => openPortOn(endpoint)[0] !== port);
}

/** What is behind a port that is proven to be closed is gone with it. */
function closedPort(port: Finding, absence: Absence, direct: Absence): Absence {
  if (!absence.proven) return direct;
  return { ...absence, reason: `${describeEndpoint(port.endpoint)} is closed: ${absence.reason}` };
}

/** The fingerprint of the open port on which a finding lies; none for a port itself and for a host as a whole. */
function portOf({ weakness, endpoint }: Finding): string[] {
  return weakness === OPEN_PORT ? [] : openPortOn(endpoint);
}

/** The fingerprint of the open port that an endpoint lies on; none for a host as a whole. */
export function openPortOn({ host, port, transport }: ObservedEndpoint): string[] {
  if (port === undefined) return [];
  return [
    fingerprintOf({ weakness: OPEN_PORT, endpoint: { host, port, ...(transport === undefined ? {} : { transport }) } }),
  ];
}
