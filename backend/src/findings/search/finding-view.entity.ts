import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { type FindingSort } from './finding-sort.js';

/** Row of a search that somebody has given a name. */
@Entity('finding_views')
@Index('finding_views_by_name', ['name'], { unique: true })
export class FindingViewEntity {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text' }) query: string;
  @Column({ type: 'text' }) sort: FindingSort;
  @Column({ type: 'text', name: 'created_at' }) createdAt: string;
}
