import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Row of a scan's history: what clients saw happen, in order, for those who come later or come back. */
@Entity('scan_events')
export class ScanEventEntity {
  @ForeignKey('scans', { onDelete: 'CASCADE', name: 'scan_events_scan' })
  @PrimaryColumn({ type: 'text', name: 'scan_id' })
  scanId: string;
  /** 1, 2, 3, ... within the scan. */
  @PrimaryColumn({ type: 'integer' }) sequence: number;
  @Column({ type: 'text' }) type: string;
  @Column({ type: 'simple-json' }) data: unknown;
}
