import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type ChangedField } from './finding-change.js';

/** Row of the history of a finding: one change by a person or by a scan. Never changed, only added. */
@Entity('finding_changes')
@Index('finding_changes_by_finding', ['findingId', 'id'])
export class FindingChangeEntity {
  /** UUID version 7: sorted by time. */
  @PrimaryColumn({ type: 'text' }) id: string;
  @ForeignKey('findings', { onDelete: 'CASCADE', name: 'finding_changes_finding' })
  @Column({ type: 'text', name: 'finding_id' })
  findingId: string;
  @Column({ type: 'text' }) at: string;
  /** Who: the name of a person, or null for a scan. */
  @Column({ type: 'text', nullable: true }) actor: string | null;
  @Column({ type: 'text' }) field: ChangedField;
  @Column({ type: 'text', nullable: true, name: 'value_before' }) before: string | null;
  @Column({ type: 'text', nullable: true, name: 'value_after' }) after: string | null;
  @Column({ type: 'text', nullable: true }) reason: string | null;
  /** The scan that brought it about; not a reference: the scan may have been deleted. */
  @Column({ type: 'text', nullable: true, name: 'scan_id' }) scanId: string | null;
}
