import { describeEndpoint, type ObservedEndpoint } from '../targets/endpoint.js';
import { type CoverageLine, isOutside, lineInWords, type ScanFacts } from './absence.js';
import { CHECK_FAMILIES, type CheckFamily } from './coverage.js';

/** What a scan says about what it checked, and what decides how far it was meant to look. */
export interface ScanCoverage {
  readonly facts: ScanFacts;
  readonly lines: readonly CoverageLine[];
}

/** A check on an endpoint that one scan carried out, at least in part, and a later one did not. */
export interface LostCheck {
  readonly family: CheckFamily;
  readonly endpoint: ObservedEndpoint;
  /** In words: what became of it in the later scan. */
  readonly reason: string;
}

/** Tools that are named in one reason. */
const NAMED_TOOLS = 3;

/** What a tool gives as its reason may be as long as it likes. */
const REASON_CHARACTERS = 200;

/**
 * The checks that `before` carried out and no run of `now` did, by place and family. A check of which `now` says nothing at
 * all counts only when `now` was meant to look as hard; a port outside of those to which it was limited never counts.
 */
export function lostChecks(before: ScanCoverage, now: ScanCoverage): readonly LostCheck[] {
  const lines = byCheck(now.lines);
  const asHard = looksAsHard(before.facts, now.facts);
  const lost = new Map<string, LostCheck>();
  for (const line of before.lines) {
    const { family, endpoint } = line;
    const found = lines.get(keyOf(line)) ?? [];
    if (!isCovered(line) || found.some(isCovered) || isOutside(now.facts, endpoint)) continue;
    if (found.length === 0 && !asHard) continue;
    const said = found.length > 0 ? found : (lines.get(keyOf({ family, endpoint: { host: endpoint.host } })) ?? []);
    lost.set(keyOf(line), { family, endpoint, reason: reasonOf(said) });
  }
  return [...lost.values()].sort(byPlaceAndFamily);
}

/** Whether a scan was meant to look at least as hard as an earlier one. */
export function looksAsHard({ thoroughness: was }: ScanFacts, { thoroughness: is }: ScanFacts): boolean {
  return was !== undefined && is !== undefined && is >= was;
}

/** Whether a scan was meant to look at every port that an earlier one was to look at. */
export function looksAsFar({ ports: was }: ScanFacts, { ports: is }: ScanFacts): boolean {
  return is === undefined || (was?.every((port) => is.includes(port)) ?? false);
}

/** One line for people. */
export function lostCheckInWords({ family, endpoint, reason }: LostCheck): string {
  return `${family} on ${describeEndpoint(endpoint)}: ${reason}`;
}

function byCheck(lines: readonly CoverageLine[]): ReadonlyMap<string, readonly CoverageLine[]> {
  const groups = new Map<string, CoverageLine[]>();
  for (const line of lines) {
    const known = groups.get(keyOf(line));
    if (known === undefined) groups.set(keyOf(line), [line]);
    else known.push(line);
  }
  return groups;
}

function isCovered({ status }: CoverageLine): boolean {
  return status === 'ran' || status === 'partial';
}

/** A line about the host as a whole may say why nothing was checked on its services; that it ran there says nothing of them. */
function reasonOf(lines: readonly CoverageLine[]): string {
  const words = [...new Set(lines.filter((line) => !isCovered(line)).map(lineInWords))].slice(0, NAMED_TOOLS);
  const reason = words.length === 0 ? 'no tool looked there' : words.join('; ');
  return reason.length > REASON_CHARACTERS ? `${reason.slice(0, REASON_CHARACTERS - 1)}…` : reason;
}

function keyOf({ family, endpoint }: Pick<CoverageLine, 'family' | 'endpoint'>): string {
  const { host, port, transport } = endpoint;
  const place = port === undefined ? host : `${host} ${port}/${transport ?? 'tcp'}`;
  return `${family} ${place.toLowerCase()}`;
}

function byPlaceAndFamily(a: LostCheck, b: LostCheck): number {
  const [one, other] = [describeEndpoint(a.endpoint), describeEndpoint(b.endpoint)];
  if (one !== other) return one < other ? -1 : 1;
  return CHECK_FAMILIES.indexOf(a.family) - CHECK_FAMILIES.indexOf(b.family);
}
