import { type ObservedEndpoint } from '../targets/endpoint.js';
import { type Coverage } from './coverage.js';
import { fingerprintOf } from './fingerprint.js';
import { type Observation } from './observation.js';
import { type Severity } from './severity.js';
import { type Standing } from './standing.js';
import { type Triage } from './triage/triage.js';
import { findWeakness } from './weakness-catalogue.js';

/**
 * One issue on one endpoint, joined from all observations that mean the same thing, whichever tool made them in whichever scan.
 * Severity, tools and corroboration are those of one scan: the one that was asked about, or else the one that saw it last. A
 * severity that a person has set stands above what scans say.
 */
export interface Finding {
  readonly id: string;
  readonly fingerprint: string;
  readonly weakness: string;
  readonly title: string;
  readonly severity: Severity;
  readonly endpoint: ObservedEndpoint;
  readonly discriminator?: string;
  readonly description: string;
  readonly remediation: string;
  readonly cwe: readonly number[];
  readonly cve: readonly string[];
  readonly references: readonly string[];
  /** How many independent tools observed it. */
  readonly corroboration: number;
  readonly tools: readonly string[];
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** The scan that saw it last. */
  readonly lastScanId: string;
  readonly standing: Standing;
  readonly triage: Triage;
}

/** A finding in one scan. */
export interface Sighting {
  readonly scanId: string;
  readonly severity: Severity;
  readonly corroboration: number;
  readonly tools: readonly string[];
  readonly seenAt: string;
}

/** An observation as it is stored with its finding. */
export interface StoredObservation {
  readonly id: string;
  readonly scanId: string;
  readonly runId: string;
  readonly tool: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly toolSeverity?: string;
  readonly evidence: string;
  readonly observedAt: string;
}

export interface StoredCoverage extends Coverage {
  readonly runId: string;
  readonly tool: string;
}

/** What a finding says before it has an id: the catalogue's words, completed by the observation's own. */
export type FindingDraft = Omit<
  Finding,
  'id' | 'corroboration' | 'tools' | 'firstSeenAt' | 'lastSeenAt' | 'lastScanId' | 'standing' | 'triage'
>;

/** Turns an observation into the finding it stands for. The observation's own words win over the catalogue's. */
export function draftOf(observation: Observation): FindingDraft {
  const known = findWeakness(observation.weakness);
  return {
    fingerprint: fingerprintOf(observation),
    weakness: observation.weakness,
    title: observation.title ?? known?.title ?? observation.weakness,
    severity: observation.severity ?? known?.severity ?? 'info',
    endpoint: observation.endpoint,
    description: observation.description ?? known?.description ?? '',
    remediation: observation.remediation ?? known?.remediation ?? '',
    cwe: sortedUnion(observation.cwe, known?.cwe),
    cve: sortedUnion(observation.cve, cveOf(observation.weakness)),
    references: sortedUnion(observation.references, known?.references),
    ...(observation.discriminator === undefined ? {} : { discriminator: observation.discriminator }),
  };
}

/** The union of two lists without repeats, sorted, so that the order in which tools report leaves no trace. */
export function sortedUnion<T extends string | number>(first: readonly T[] = [], second: readonly T[] = []): T[] {
  return [...new Set([...first, ...second])].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function cveOf(weakness: string): string[] {
  return weakness.startsWith('cve.') ? [weakness.slice('cve.'.length)] : [];
}
