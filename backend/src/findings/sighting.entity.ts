import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type Sighting } from './finding.js';
import { severityOfRank } from './severity.js';

/** Row of a sighting: one finding in one scan, with what the tools of that scan said of it. */
@Entity('sightings')
@Index('sightings_by_severity', ['scanId', 'severityRank', 'findingId'])
@Index('sightings_by_finding', ['findingId', 'scanId'])
export class SightingEntity {
  // by table name: scans stand on a higher floor
  @ForeignKey('scans', { onDelete: 'CASCADE', name: 'sightings_scan' })
  @PrimaryColumn({ type: 'text', name: 'scan_id' })
  scanId: string;
  @ForeignKey('findings', { onDelete: 'CASCADE', name: 'sightings_finding' })
  @PrimaryColumn({ type: 'text', name: 'finding_id' })
  findingId: string;
  @Column({ type: 'integer', name: 'severity_rank' }) severityRank: number;
  @Column({ type: 'integer' }) corroboration: number;
  @Column({ type: 'simple-json' }) tools: string[];
  @Column({ type: 'text', name: 'seen_at' }) seenAt: string;
}

export function sightingFromRow({ scanId, severityRank, corroboration, tools, seenAt }: SightingEntity): Sighting {
  return { scanId, severity: severityOfRank(severityRank), corroboration, tools, seenAt };
}
