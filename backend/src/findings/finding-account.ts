import { type CheckFamily, type CoverageStatus } from './coverage.js';
import { type CoverageLine, ScanReach } from './absence.js';
import { type Finding, type StoredObservation } from './finding.js';
import { type Severity, severityRank } from './severity.js';
import { findWeakness } from './weakness-catalogue.js';

/** A field by which observations are one finding, and its value. */
export interface ComparedField {
  readonly field: 'weakness' | 'host' | 'port' | 'path' | 'discriminator';
  readonly value: string;
}

/** A tool that looked for the same on the same endpoint in the same scan, and did not report it. */
export interface SilentTool {
  readonly tool: string;
  readonly family: CheckFamily;
  /** `ran`: it looked and did not see it. Anything else: it could not tell. */
  readonly status: CoverageStatus;
  readonly reason?: string;
}

/** Why a finding is one, why it is as bad as it says, and who did not see it. */
export interface FindingAccount {
  /** Version of the recipe that the fingerprint was made by. */
  readonly version: string;
  readonly compared: readonly ComparedField[];
  readonly severityReason: string;
  readonly silentTools: readonly SilentTool[];
}

/** @param coverage what the scan says of the family of checks that the weakness belongs to */
export function accountOf(
  finding: Finding,
  observations: readonly StoredObservation[],
  coverage: readonly CoverageLine[],
): FindingAccount {
  return {
    version: finding.fingerprint.split(':')[0] ?? '',
    compared: comparedFields(finding),
    severityReason: severityReason(finding, observations),
    silentTools: silentTools(finding, observations, coverage),
  };
}

function comparedFields({
  weakness,
  endpoint: { host, port, transport, path },
  discriminator,
}: Finding): ComparedField[] {
  return [
    { field: 'weakness', value: weakness },
    { field: 'host', value: host.toLowerCase() },
    ...(port === undefined ? [] : [{ field: 'port' as const, value: `${port}/${transport ?? 'tcp'}` }]),
    ...(path === undefined ? [] : [{ field: 'path' as const, value: path }]),
    ...(discriminator === undefined ? [] : [{ field: 'discriminator' as const, value: discriminator }]),
  ];
}

function severityReason({ weakness, triage }: Finding, observations: readonly StoredObservation[]): string {
  if (triage.override !== undefined) return `a person has set it: ${triage.override.reason}`;
  const [worst, ...others] = [...observations].sort((one, other) => rankOf(other) - rankOf(one));
  if (worst === undefined) return 'what its tools said is not stored any more';
  const word = worst.toolSeverity === undefined ? '' : `, and ${worst.tool} says "${worst.toolSeverity}"`;
  const isAsKnown = findWeakness(weakness)?.severity === worst.severity;
  const grade = isAsKnown ? 'the catalogue grades this weakness so' : `${worst.tool} grades it so`;
  const milder = others.find((other) => rankOf(other) < rankOf(worst));
  return (
    grade + word + (milder === undefined ? '' : `; ${milder.tool} grades it ${milder.severity}, and the worst counts`)
  );
}

function rankOf({ severity }: { readonly severity: Severity }): number {
  return severityRank(severity);
}

/** Of a weakness that only one tool has a name for, no other tool can be expected to speak. */
function silentTools(
  finding: Finding,
  observations: readonly StoredObservation[],
  coverage: readonly CoverageLine[],
): SilentTool[] {
  if (findWeakness(finding.weakness) === undefined) return [];
  const reach = new ScanReach({ soundRuns: new Set() }, coverage);
  const saw = new Set(observations.map(({ tool }) => tool));
  const others = [...new Set(coverage.map(({ tool }) => tool))].filter((tool) => !saw.has(tool)).sort();
  return others.flatMap((tool) => {
    const lines = reach.linesOn(tool, finding);
    const line = lines.find(({ status }) => status !== 'ran') ?? lines[0];
    if (line === undefined) return [];
    const { family, status, reason } = line;
    return [{ tool, family, status, ...(reason === undefined ? {} : { reason }) }];
  });
}
