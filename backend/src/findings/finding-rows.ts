import { v7 as uuid } from 'uuid';
import { type Cell } from '../platform/database/bulk-insert.js';
import { type FindingChange } from './finding-change.js';
import { type Finding, type Sighting } from './finding.js';
import { severityRank } from './severity.js';

/** The columns of a finding, in the order of `findingCells`. */
export const FINDING_COLUMNS = [
  'id',
  'fingerprint',
  'weakness',
  'title',
  'severity_rank',
  'host',
  'address',
  'port',
  'transport',
  'protocol',
  'path',
  'discriminator',
  'description',
  'remediation',
  'cwe',
  'cve',
  'reference_urls',
  'corroboration',
  'tools',
  'first_seen_at',
  'last_seen_at',
  'last_scan_id',
  'state',
  'presence',
  'presence_since',
  'presence_scan_id',
  'presence_reason',
  'reopened_at',
  'decision_reason',
  'decided_by',
  'accepted_until',
  'assignee',
  'override_rank',
  'override_reason',
] as const;

/** What never changes of a finding once it is there. */
const FIXED_COLUMNS: readonly string[] = ['id', 'fingerprint', 'weakness', 'host', 'discriminator', 'first_seen_at'];

export const CHANGING_FINDING_COLUMNS = FINDING_COLUMNS.filter((column) => !FIXED_COLUMNS.includes(column));

export function findingCells({ endpoint, standing, triage, ...finding }: Finding): Cell[] {
  return [
    finding.id,
    finding.fingerprint,
    finding.weakness,
    finding.title,
    severityRank(finding.severity),
    endpoint.host,
    endpoint.address ?? '',
    endpoint.port ?? null,
    endpoint.transport ?? null,
    endpoint.protocol ?? null,
    endpoint.path ?? null,
    finding.discriminator ?? null,
    finding.description,
    finding.remediation,
    JSON.stringify(finding.cwe),
    JSON.stringify(finding.cve),
    JSON.stringify(finding.references),
    finding.corroboration,
    JSON.stringify(finding.tools),
    finding.firstSeenAt,
    finding.lastSeenAt,
    finding.lastScanId,
    standing.state,
    standing.presence,
    standing.since,
    standing.scanId,
    standing.reason ?? null,
    standing.reopenedAt ?? null,
    triage.reason ?? null,
    triage.decidedBy ?? null,
    triage.acceptedUntil ?? null,
    triage.assignee ?? null,
    triage.override === undefined ? null : severityRank(triage.override.severity),
    triage.override?.reason ?? null,
  ];
}

/** The columns of a sighting, in the order of `sightingCells`. */
export const SIGHTING_COLUMNS = [
  'scan_id',
  'finding_id',
  'severity_rank',
  'corroboration',
  'tools',
  'seen_at',
] as const;

export function sightingCells(findingId: string, { scanId, severity, corroboration, tools, seenAt }: Sighting): Cell[] {
  return [scanId, findingId, severityRank(severity), corroboration, JSON.stringify(tools), seenAt];
}

/** The columns of a change, in the order of `changeCells`. */
export const CHANGE_COLUMNS = [
  'id',
  'finding_id',
  'at',
  'actor',
  'field',
  'value_before',
  'value_after',
  'reason',
  'scan_id',
] as const;

export function changeCells({ findingId, at, actor, field, before, after, reason, scanId }: FindingChange): Cell[] {
  return [uuid(), findingId, at, actor ?? null, field, before ?? null, after ?? null, reason ?? null, scanId ?? null];
}
