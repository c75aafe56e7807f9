import { describeEndpoint, type ObservedEndpoint } from '../targets/endpoint.js';
import { judgeAbsence, judgeAbsenceOfAll, type Missed, type ScanFacts, ScanReach } from './absence.js';
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
      const direct = await this.absenceOf(
        finding,
        seenIn === undefined ? witnesses.get(finding.id) : { scanId: seenIn },
        parts.get(finding.fingerprint),
      );
      const port = ports.get(portOf(finding)[0] ?? '');
      // parts of it may lie on other ports
      const isJoined = parts.has(finding.fingerprint);
      if (direct.proven || port === undefined || port.seen || isJoined) judged.push({ finding, absence: direct });
      else {
        const absence = await this.absenceOf(port, witnesses.get(port.id), parts.get(port.fingerprint));
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
    parts?: ReadonlyMap<string, Identity>,
  ): Promise<Absence> {
    const before = await this.reachOf(scanId);
    const missed: Missed = { ...finding, tools: tools ?? finding.tools };
    if (parts === undefined) return judgeAbsence(missed, before, this.reach);
    const seen = partsSeen(missed, parts, await this.missed.wordsOf(finding.id, scanId));
    return judgeAbsenceOfAll(seen.length === 0 ? [missed] : seen, before, this.reach);
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

/** What was seen of a finding that people have put together, each part with the tools that saw it. */
function partsSeen(
  finding: Missed,
  parts: ReadonlyMap<string, Identity>,
  words: readonly { readonly tool: string; readonly own: string }[],
): Missed[] {
  const tools = new Map<string, string[]>();
  for (const { own, tool } of words) tools.set(own, [...(tools.get(own) ?? []), tool]);
  return [...tools].map(([own, sawIt]) => ({ ...(parts.get(own) ?? finding), tools: sawIt }));
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
