import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type Endpoint } from '../targets/endpoint.js';
import { type CheckFamily, type CoverageStatus } from './coverage.js';

/** Row of the coverage ledger: what one run says about one check family on one endpoint. */
@Entity('coverage')
@Index('coverage_by_scan', ['scanId', 'id'])
@Index('coverage_by_run', ['runId'])
export class CoverageEntity {
  @PrimaryColumn({ type: 'text' }) id: string;
  @ForeignKey('scans', { onDelete: 'CASCADE', name: 'coverage_scan' })
  @Column({ type: 'text', name: 'scan_id' })
  scanId: string;
  @Column({ type: 'text', name: 'run_id' }) runId: string;
  @Column({ type: 'text' }) tool: string;
  @Column({ type: 'text' }) family: CheckFamily;
  @Column({ type: 'simple-json' }) endpoint: Endpoint;
  @Column({ type: 'text' }) status: CoverageStatus;
  @Column({ type: 'text', nullable: true }) reason: string | null;
}
