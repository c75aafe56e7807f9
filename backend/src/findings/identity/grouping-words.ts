import { v7 as uuid } from 'uuid';
import { describeEndpoint } from '../../targets/endpoint.js';
import { type FindingChange } from '../finding-change.js';
import { type Finding, sortedUnion } from '../finding.js';
import { type Identity } from '../fingerprint.js';
import { type IdentityPartEntity, type PartKey } from './identity-decision.entity.js';
import { type IdentityDecider, type IdentityDecision, type IdentityDecisionKind } from './identity-decision.js';
import { IdentityDecisionInvalidError } from './identity.errors.js';

/** A finding in one line, for people. */
export function nameOf({ title, endpoint }: Pick<Finding, 'title' | 'endpoint'>): string {
  return `${title} (${describeEndpoint(endpoint)})`;
}

export function decisionOf(
  kind: IdentityDecisionKind,
  kept: Finding,
  other: Finding,
  { by, reason, at }: IdentityDecider,
): IdentityDecision {
  const findings = { findingId: kept.id, otherId: other.id, other: nameOf(other) };
  return { id: uuid(), kind, decidedAt: at, decidedBy: by, reason, ...findings };
}

/** That what a tool says with the fingerprint of `own` belongs to `into`. */
export function partOf(
  { fingerprint, weakness, endpoint, discriminator }: Identity & Pick<Finding, 'fingerprint'>,
  tool: string,
  into: Finding,
  decision: IdentityDecision,
): Omit<IdentityPartEntity, 'findingId'> {
  const identity = { weakness, endpoint, ...(discriminator === undefined ? {} : { discriminator }) };
  return { fingerprint, tool, into: into.fingerprint, decisionId: decision.id, identity };
}

export function keyOfPart({ fingerprint, tool, findingId }: IdentityPartEntity): PartKey {
  return { fingerprint, tool, findingId };
}

/** What the history of a finding keeps of a decision. */
export function told(findingId: string, { by, reason, at }: IdentityDecider, after: string): FindingChange {
  return { findingId, at, actor: by, field: 'identity', after, reason };
}

/** What two findings know together. */
export function knownTogether(
  kept: Finding,
  other: Finding,
): Pick<Finding, 'cwe' | 'cve' | 'references' | 'firstSeenAt'> {
  return {
    cwe: sortedUnion(kept.cwe, other.cwe),
    cve: sortedUnion(kept.cve, other.cve),
    references: sortedUnion(kept.references, other.references),
    firstSeenAt: kept.firstSeenAt < other.firstSeenAt ? kept.firstSeenAt : other.firstSeenAt,
  };
}

/** What a finding knows when another is taken out of it again; what scans have added since stays. */
export function knownBefore(now: Finding, before: Finding): Partial<Finding> {
  const { firstSeenAt, cwe, cve, references } = before;
  return now.lastScanId === before.lastScanId ? { firstSeenAt, cwe, cve, references } : { firstSeenAt };
}

/** Absence is proven host by host. @throws IdentityDecisionInvalidError */
export function refuseJoin(kept: Finding, other: Finding): void {
  if (kept.id === other.id) throw new IdentityDecisionInvalidError('A finding cannot be joined with itself.');
  if (kept.endpoint.host.toLowerCase() === other.endpoint.host.toLowerCase()) return;
  throw new IdentityDecisionInvalidError(
    `${kept.endpoint.host} and ${other.endpoint.host} are different hosts: only findings of one host can be one.`,
  );
}
