import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Row of an observation: one rule of one tool run on one finding. */
@Entity('observations')
@Index('observations_once', ['findingId', 'runId', 'rule'], { unique: true })
@Index('observations_by_run', ['runId'])
export class ObservationEntity {
  @PrimaryColumn({ type: 'text' }) id: string;
  @ForeignKey('findings', { onDelete: 'CASCADE', name: 'observations_finding' })
  @Column({ type: 'text', name: 'finding_id' })
  findingId: string;
  @Column({ type: 'text', name: 'run_id' }) runId: string;
  @Column({ type: 'text' }) tool: string;
  @Column({ type: 'text' }) rule: string;
  @Column({ type: 'integer', name: 'severity_rank' }) severityRank: number;
  @Column({ type: 'text', nullable: true, name: 'tool_severity' }) toolSeverity: string | null;
  @Column({ type: 'text' }) evidence: string;
  @Column({ type: 'text', name: 'observed_at' }) observedAt: string;
}
