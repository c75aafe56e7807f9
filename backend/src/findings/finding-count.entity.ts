import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type FindingState } from './finding-state.js';
import { type Presence } from './standing.js';

/** How many findings of one host, severity and standing there are. Kept by triggers of the database. */
@Entity('finding_counts')
export class FindingCountEntity {
  @PrimaryColumn({ type: 'text' }) host: string;
  @PrimaryColumn({ type: 'integer', name: 'severity_rank' }) severityRank: number;
  @PrimaryColumn({ type: 'text' }) state: FindingState;
  @PrimaryColumn({ type: 'text' }) presence: Presence;
  @Column({ type: 'integer' }) findings: number;
}
