import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type Endpoint, type Protocol, type Transport } from '../targets/endpoint.js';
import { type Finding } from './finding.js';
import { severityOfRank } from './severity.js';

/** Row of a finding. The endpoint lies in columns of its own, so that lists can filter by host and port. */
@Entity('findings')
@Index('findings_by_fingerprint', ['scanId', 'fingerprint'], { unique: true })
@Index('findings_by_severity', ['scanId', 'severityRank', 'id'])
export class FindingEntity {
  @PrimaryColumn({ type: 'text' }) id: string;
  // by table name: scans stand on a higher floor
  @ForeignKey('scans', { onDelete: 'CASCADE', name: 'findings_scan' })
  @Column({ type: 'text', name: 'scan_id' })
  scanId: string;
  @Column({ type: 'text' }) fingerprint: string;
  @Column({ type: 'text' }) weakness: string;
  @Column({ type: 'text' }) title: string;
  /** 4 for critical down to 0 for info. */
  @Column({ type: 'integer', name: 'severity_rank' }) severityRank: number;
  @Column({ type: 'text' }) host: string;
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
}

export function findingFromRow(row: FindingEntity): Finding {
  return {
    id: row.id,
    scanId: row.scanId,
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
  };
}

function endpointFromRow({ host, address, port, transport, protocol, path }: FindingEntity): Endpoint {
  return {
    host,
    address,
    ...(port === null ? {} : { port }),
    ...(transport === null ? {} : { transport }),
    ...(protocol === null ? {} : { protocol }),
    ...(path === null ? {} : { path }),
  };
}
