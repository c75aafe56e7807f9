import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type SeverityCounts } from '../findings/severity.js';
import { type Import } from './import.js';
import { type SkippedEntry } from './report-survey.js';

/** Row of an import. It goes with its scan, so that the same file can be imported again. */
@Entity('imports')
@Index('imports_once', ['requestDigest'], { unique: true })
@Index('imports_by_scan', ['scanId'])
export class ImportEntity {
  @PrimaryColumn({ type: 'text' }) id: string;
  @ForeignKey('scans', { onDelete: 'CASCADE', name: 'imports_scan' })
  @Column({ type: 'text', name: 'scan_id' })
  scanId: string;
  /** Digest of content, format and target: the same once more adds nothing. */
  @Column({ type: 'text', name: 'request_digest' }) requestDigest: string;
  @Column({ type: 'text' }) target: string;
  @Column({ type: 'text' }) tool: string;
  @Column({ type: 'text', nullable: true, name: 'tool_version' }) toolVersion: string | null;
  @Column({ type: 'text' }) format: string;
  @Column({ type: 'text', name: 'file_name' }) fileName: string;
  @Column({ type: 'text' }) sha256: string;
  @Column({ type: 'double precision' }) bytes: number;
  @Column({ type: 'integer' }) hosts: number;
  @Column({ type: 'simple-json' }) observations: SeverityCounts;
  @Column({ type: 'simple-json' }) findings: SeverityCounts;
  @Column({ type: 'integer', name: 'new_findings' }) newFindings: number;
  @Column({ type: 'integer', name: 'skipped_count' }) skippedCount: number;
  @Column({ type: 'simple-json' }) skipped: SkippedEntry[];
  @Column({ type: 'text', name: 'created_at' }) createdAt: string;
}

export function importFromRow(row: ImportEntity): Import {
  return {
    id: row.id,
    scanId: row.scanId,
    target: row.target,
    tool: row.tool,
    ...(row.toolVersion === null ? {} : { toolVersion: row.toolVersion }),
    format: row.format,
    fileName: row.fileName,
    sha256: row.sha256,
    bytes: row.bytes,
    hosts: row.hosts,
    observations: row.observations,
    findings: row.findings,
    newFindings: row.newFindings,
    skippedCount: row.skippedCount,
    skipped: row.skipped,
    createdAt: row.createdAt,
  };
}
