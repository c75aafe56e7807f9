import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Row of an observation: one rule of one tool run on one finding. */
@Entity('observations')
@Index('observations_once', ['findingId', 'runId', 'rule', 'ownFingerprint'], { unique: true })
@Index('observations_by_run', ['runId'])
@Index('observations_by_scan', ['scanId', 'findingId'])
export class ObservationEntity {
  @PrimaryColumn({ type: 'text' }) id: string;
  @ForeignKey('findings', { onDelete: 'CASCADE', name: 'observations_finding' })
  @Column({ type: 'text', name: 'finding_id' })
  findingId: string;
  // by table name: scans stand on a higher floor
  @ForeignKey('scans', { onDelete: 'CASCADE', name: 'observations_scan' })
  @Column({ type: 'text', name: 'scan_id' })
  scanId: string;
  @Column({ type: 'text', name: 'run_id' }) runId: string;
  @Column({ type: 'text' }) tool: string;
  @Column({ type: 'text' }) rule: string;
  @Column({ type: 'integer', name: 'severity_rank' }) severityRank: number;
  @Column({ type: 'text', nullable: true, name: 'tool_severity' }) toolSeverity: string | null;
  @Column({ type: 'text' }) evidence: string;
  @Column({ type: 'text', name: 'observed_at' }) observedAt: string;
  /** The fingerprint that it has by itself, when a person has put it elsewhere; empty when it is that of its finding. */
  @Column({ type: 'text', name: 'own_fingerprint', default: '' }) ownFingerprint: string;
}
