import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type Decided, type Decision } from './decision.js';

/** Row of one decision that was made for several findings. */
@Entity('triages')
export class TriageEntity {
  /** UUID version 7: sorted by time. */
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text', name: 'decided_at' }) decidedAt: string;
  @Column({ type: 'text', name: 'decided_by' }) decidedBy: string;
  /** What the findings were selected by; null when they were named one by one. */
  @Column({ type: 'text', nullable: true }) query: string | null;
  @Column({ type: 'simple-json' }) decision: Decision;
  @Column({ type: 'integer' }) changed: number;
  @Column({ type: 'text', nullable: true, name: 'undone_at' }) undoneAt: string | null;
  @Column({ type: 'text', nullable: true, name: 'undone_by' }) undoneBy: string | null;
}

/** What a decision changed of one finding. */
@Entity('triaged_findings')
@Index('triaged_findings_by_finding', ['findingId'])
export class TriagedFindingEntity {
  @ForeignKey('triages', { onDelete: 'CASCADE', name: 'triaged_findings_triage' })
  @PrimaryColumn({ type: 'text', name: 'triage_id' })
  triageId: string;
  @ForeignKey('findings', { onDelete: 'CASCADE', name: 'triaged_findings_finding' })
  @PrimaryColumn({ type: 'text', name: 'finding_id' })
  findingId: string;
  @Column({ type: 'simple-json' }) before: Decided;
  @Column({ type: 'simple-json' }) after: Decided;
}
