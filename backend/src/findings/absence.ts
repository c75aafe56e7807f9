import { describeEndpoint, type ObservedEndpoint } from '../targets/endpoint.js';
import { type CheckFamily, type CoverageStatus } from './coverage.js';
import { type Absence } from './standing.js';
import { findWeakness } from './weakness-catalogue.js';

/** One line of the coverage ledger. */
export interface CoverageLine {
  readonly runId: string;
  readonly tool: string;
  readonly family: CheckFamily;
  readonly endpoint: ObservedEndpoint;
  readonly status: CoverageStatus;
  readonly reason?: string;
}

/** What is known of a scan apart from its coverage. */
export interface ScanFacts {
  /** Higher for a profile that looks harder; absent when it is not known, as for an imported report. */
  readonly thoroughness?: number;
  /** Ports to which the scan was limited. */
  readonly ports?: readonly number[];
  /** Runs that came to their end without a fault. */
  readonly soundRuns: ReadonlySet<string>;
}

/** A finding that a scan did not see. */
export interface Missed {
  readonly weakness: string;
  readonly endpoint: ObservedEndpoint;
  /** The tools that saw it last: they are known to be able to. */
  readonly tools: readonly string[];
}

/** One of the findings that people have put together, with the scan that saw it last. */
export interface MissedPart {
  readonly missed: Missed;
  readonly before: ScanReach | undefined;
}

/** What a scan looked at, where, how hard, and with what result. */
export class ScanReach {
  private readonly lines = new Map<string, CoverageLine[]>();

  constructor(
    readonly facts: ScanFacts,
    lines: readonly CoverageLine[],
  ) {
    for (const line of lines) {
      const key = keyOf(line.tool, line.endpoint);
      const known = this.lines.get(key);
      if (known === undefined) this.lines.set(key, [line]);
      else known.push(line);
    }
  }

  /**
   * What a tool says of the checks that can see this finding: on its service, or else on the host as a whole. A rule that the
   * catalogue does not know may belong to any family of its tool, so all of them count.
   */
  linesOn(tool: string, { weakness, endpoint }: Missed): readonly CoverageLine[] {
    const family = findWeakness(weakness)?.family;
    const fitting = (lines: readonly CoverageLine[] | undefined): readonly CoverageLine[] =>
      (lines ?? []).filter((line) => family === undefined || line.family === family);
    const onService = fitting(this.lines.get(keyOf(tool, endpoint)));
    return onService.length > 0 ? onService : fitting(this.lines.get(keyOf(tool, { host: endpoint.host })));
  }
}

/**
 * Whether it is proven that a finding is gone. It is when a tool that saw it in `before` has carried out the check on the same
 * endpoint in `now`, with equal or stronger settings, and did not see it. A check that leaves parts out by its nature proves as
 * much as it did then: the gaps must be ones that did not hide the finding before.
 */
export function judgeAbsence(missed: Missed, before: ScanReach | undefined, now: ScanReach): Absence {
  const doubt = doubtAbout(missed, before, now);
  if (doubt !== undefined) return { proven: false, reason: doubt };
  for (const tool of missed.tools) {
    const lines = now.linesOn(tool, missed);
    const [first] = lines;
    if (first === undefined || !lines.every((line) => proves(line, missed, before, now))) continue;
    const families = [...new Set(lines.map(({ family }) => family))].join(', ');
    const reason = `${tool} checked ${families} on ${describeEndpoint(first.endpoint)} again and did not see it`;
    return { proven: true, reason, runId: first.runId };
  }
  return { proven: false, reason: missed.tools.map((tool) => whyNot(tool, missed, now)).join('; ') };
}

/** Of what people have joined each part has to be gone. @param parts at least one */
export function judgeAbsenceOfAll(parts: readonly MissedPart[], now: ScanReach): Absence {
  const absences = parts.map(({ missed, before }) => judgeAbsence(missed, before, now));
  const reason = [...new Set(absences.map((absence) => absence.reason))].join('; ');
  const [unproven] = absences.filter(({ proven }) => !proven);
  if (unproven !== undefined) return unproven;
  const [first] = absences;
  return first?.proven === true ? { ...first, reason } : { proven: false, reason };
}

/** Why nothing that the scan did can prove anything about a finding. */
function doubtAbout({ endpoint }: Missed, before: ScanReach | undefined, now: ScanReach): string | undefined {
  const [was, is] = [before?.facts.thoroughness, now.facts.thoroughness];
  if (was === undefined) return 'it is not known how thoroughly was looked when it was seen';
  if (is === undefined) return 'it is not known how thoroughly was looked this time';
  if (is < was) return 'the scan looked less thoroughly than the one that saw it';
  if (isOutside(now.facts, endpoint)) return `the scan was limited to other ports than ${endpoint.port}`;
  return undefined;
}

/** Whether a scan was not meant to look there at all. */
export function isOutside({ ports }: ScanFacts, { port }: ObservedEndpoint): boolean {
  return ports !== undefined && port !== undefined && !ports.includes(port);
}

function proves(line: CoverageLine, missed: Missed, before: ScanReach | undefined, now: ScanReach): boolean {
  if (line.status === 'ran') return true;
  if (line.status !== 'partial' || !now.facts.soundRuns.has(line.runId)) return false;
  const then = (before?.linesOn(line.tool, missed) ?? []).find(({ family }) => family === line.family);
  if (then?.status !== 'partial') return false;
  const known = new Set(gapsOf(then));
  return gapsOf(line).every((gap) => known.has(gap));
}

function gapsOf({ reason = '' }: CoverageLine): string[] {
  return reason.split('; ');
}

function whyNot(tool: string, missed: Missed, now: ScanReach): string {
  const line = now.linesOn(tool, missed).find(({ status }) => status !== 'ran');
  if (line === undefined) return `${tool} did not look there`;
  return lineInWords(line);
}

/** What a line says of its check, for people. */
export function lineInWords({ tool, status, reason }: CoverageLine): string {
  return `${tool} ${IN_WORDS[status]}${reason === undefined ? '' : `: ${reason}`}`;
}

const IN_WORDS: Readonly<Record<CoverageStatus, string>> = {
  ran: 'looked',
  partial: 'looked in part',
  failed: 'failed',
  timed_out: 'ran out of time',
  cancelled: 'was cancelled',
  blocked: 'was blocked',
  skipped: 'was skipped',
  out_of_scope: 'was not allowed to look',
  not_supported: 'cannot look',
};

function keyOf(tool: string, { host, port, transport }: Pick<ObservedEndpoint, 'host' | 'port' | 'transport'>): string {
  const place = port === undefined ? host : `${host} ${port}/${transport ?? 'tcp'}`;
  return `${tool} ${place.toLowerCase()}`;
}
