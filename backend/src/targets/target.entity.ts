import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { type TargetRecord } from './target-record.js';
import { type WebScheme } from './target-url.js';
import { type TargetKind } from './target.js';

/** Row of a target. */
@Entity('targets')
@Index('targets_by_canonical', ['canonical'], { unique: true })
export class TargetEntity {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) input: string;
  @Column({ type: 'text' }) canonical: string;
  @Column({ type: 'text' }) kind: TargetKind;
  @Column({ type: 'text' }) host: string;
  @Column({ type: 'integer', nullable: true }) port: number | null;
  @Column({ type: 'text', nullable: true }) scheme: WebScheme | null;
  @Column({ type: 'text', nullable: true }) path: string | null;
  @Column({ type: 'integer', nullable: true }) prefix: number | null;
  @Column({ type: 'text', name: 'created_at' }) createdAt: string;
}

export function targetFromRow(row: TargetEntity): TargetRecord {
  return {
    id: row.id,
    input: row.input,
    canonical: row.canonical,
    kind: row.kind,
    host: row.host,
    ...(row.port === null ? {} : { port: row.port }),
    ...(row.scheme === null ? {} : { scheme: row.scheme }),
    ...(row.path === null ? {} : { path: row.path }),
    ...(row.prefix === null ? {} : { prefix: row.prefix }),
    createdAt: row.createdAt,
  };
}
