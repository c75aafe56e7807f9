import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { type ObservedEndpoint, type Protocol, type Transport } from '../targets/endpoint.js';
import { type Finding } from './finding.js';
import { type FindingState } from './finding-state.js';
import { severityOfRank } from './severity.js';
import { type Presence } from './standing.js';
import { type Triage } from './triage/triage.js';

/**
 * Row of a finding: there is one for each fingerprint, however many scans see it. What differs from scan to scan stands in its
 * sightings. The endpoint lies in columns of its own, so that lists can filter by host and port.
 */
@Entity('findings')
@Index('findings_by_fingerprint', ['fingerprint'], { unique: true })
@Index('findings_by_host', ['host', 'id'])
@Index('findings_by_state', ['state', 'severityRank', 'id'])
@Index('findings_by_last_scan', ['lastScanId'])
@Index('findings_by_assignee', ['assignee', 'id'], { where: '"assignee" IS NOT NULL' })
@Index('findings_by_expiry', ['acceptedUntil'], { where: '"accepted_until" IS NOT NULL' })
export class FindingEntity {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) fingerprint: string;
  @Column({ type: 'text' }) weakness: string;
  @Column({ type: 'text' }) title: string;
  /** 4 for critical down to 0 for info; as the scan says that saw it last, unless a person has set another. */
  @Column({ type: 'integer', name: 'severity_rank' }) severityRank: number;
  @Column({ type: 'text' }) host: string;
  /** Empty when no report has said it. */
  @Column({ type: 'text' }) address: string;
  @Column({ type: 'integer', nullable: true }) port: number | null;
  @Column({ type: 'text', nullable: true }) transport: Transport | null;
  @Column({ type: 'text', nullable: true }) protocol: Protocol | null;
  @Column({ type: 'text', nullable: true }) path: string | null;
  @Column({ type: 'text', nullable: true }) discriminator: string | null;
  @Column({ type: 'text' }) description: string;
  @Column({ type: 'text' }) remediation: string;
  @Column({ type: 'simple-json' }) cwe: number[];
  @Column({ type: 'simple-json' }) cve: string[];
  @Column({ type: 'simple-json', name: 'reference_urls' }) referenceUrls: string[];
  @Column({ type: 'integer' }) corroboration: number;
  @Column({ type: 'simple-json' }) tools: string[];
  @Column({ type: 'text', name: 'first_seen_at' }) firstSeenAt: string;
  @Column({ type: 'text', name: 'last_seen_at' }) lastSeenAt: string;
  /** The scan that saw it last; not a reference: the scan may have been deleted. */
  @Column({ type: 'text', name: 'last_scan_id' }) lastScanId: string;
  @Column({ type: 'text' }) state: FindingState;
  @Column({ type: 'text' }) presence: Presence;
  @Column({ type: 'text', name: 'presence_since' }) presenceSince: string;
  /** The scan that brought the presence about. */
  @Column({ type: 'text', name: 'presence_scan_id' }) presenceScanId: string;
  /** In words: how an absence was proven, or why it was not. */
  @Column({ type: 'text', nullable: true, name: 'presence_reason' }) presenceReason: string | null;
  @Column({ type: 'text', nullable: true, name: 'reopened_at' }) reopenedAt: string | null;
  @Column({ type: 'text', nullable: true, name: 'decision_reason' }) decisionReason: string | null;
  @Column({ type: 'text', nullable: true, name: 'decided_by' }) decidedBy: string | null;
  @Column({ type: 'text', nullable: true, name: 'accepted_until' }) acceptedUntil: string | null;
  @Column({ type: 'text', nullable: true }) assignee: string | null;
  /** Rank of the severity that a person has set. */
  @Column({ type: 'integer', nullable: true, name: 'override_rank' }) overrideRank: number | null;
  @Column({ type: 'text', nullable: true, name: 'override_reason' }) overrideReason: string | null;
}

export function findingFromRow(row: FindingEntity): Finding {
  return {
    id: row.id,
    fingerprint: row.fingerprint,
    weakness: row.weakness,
    title: row.title,
    severity: severityOfRank(row.severityRank),
    endpoint: endpointFromRow(row),
    ...(row.discriminator === null ? {} : { discriminator: row.discriminator }),
    description: row.description,
    remediation: row.remediation,
    cwe: row.cwe,
    cve: row.cve,
    references: row.referenceUrls,
    corroboration: row.corroboration,
    tools: row.tools,
    firstSeenAt: row.firstSeenAt,
    lastSeenAt: row.lastSeenAt,
    lastScanId: row.lastScanId,
    standing: {
      state: row.state,
      presence: row.presence,
      since: row.presenceSince,
      scanId: row.presenceScanId,
      ...(row.presenceReason === null ? {} : { reason: row.presenceReason }),
      ...(row.reopenedAt === null ? {} : { reopenedAt: row.reopenedAt }),
    },
    triage: triageFromRow(row),
  };
}

function triageFromRow(row: FindingEntity): Triage {
  return {
    ...(row.decisionReason === null ? {} : { reason: row.decisionReason }),
    ...(row.decidedBy === null ? {} : { decidedBy: row.decidedBy }),
    ...(row.acceptedUntil === null ? {} : { acceptedUntil: row.acceptedUntil }),
    ...(row.assignee === null ? {} : { assignee: row.assignee }),
    ...(row.overrideRank === null
      ? {}
      : { override: { severity: severityOfRank(row.overrideRank), reason: row.overrideReason ?? '' } }),
  };
}

function endpointFromRow({ host, address, port, transport, protocol, path }: FindingEntity): ObservedEndpoint {
  return {
    host,
    ...(address === '' ? {} : { address }),
    ...(port === null ? {} : { port }),
    ...(transport === null ? {} : { transport }),
    ...(protocol === null ? {} : { protocol }),
    ...(path === null ? {} : { path }),
  };
}
