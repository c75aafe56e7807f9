import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type SeverityCounts } from '../findings/severity.js';
import { type TargetKind } from '../targets/target.js';
import { type Profile } from '../tools/tool-adapter.js';
import { type ScanState } from './scan-state.js';
import { type CoverageRegression, NO_RUNS, type RunCounts, type Scan, type ScanTiming } from './scan.js';

/** Row of a scan. The counts are kept beside it, so that a list needs no counting. */
@Entity('scans')
@Index('scans_by_state', ['state', 'id'])
@Index('scans_by_target', ['targetId'])
@Index('scans_by_request', ['requestKey'], { unique: true })
export class ScanEntity {
  /** UUID version 7: sorted by time of creation. */
  @PrimaryColumn({ type: 'text' }) id: string;
  @ForeignKey('targets', { onDelete: 'RESTRICT', name: 'scans_target' })
  @Column({ type: 'text', name: 'target_id' })
  targetId: string;
  @Column({ type: 'text' }) target: string;
  @Column({ type: 'text', name: 'target_kind' }) targetKind: TargetKind;
  /** Empty for an imported report. */
  @Column({ type: 'text' }) profile: Profile | '';
  @Column({ type: 'simple-json' }) tools: string[];
  @Column({ type: 'simple-json', nullable: true }) ports: number[] | null;
  @Column({ type: 'boolean' }) practice: boolean;
  @Column({ type: 'boolean', default: false }) fresh: boolean;
  @Column({ type: 'text' }) state: ScanState;
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ type: 'text', name: 'created_at' }) createdAt: string;
  @Column({ type: 'text', nullable: true, name: 'started_at' }) startedAt: string | null;
  @Column({ type: 'text', nullable: true, name: 'finished_at' }) finishedAt: string | null;
  @Column({ type: 'simple-json', name: 'run_counts' }) runCounts: RunCounts;
  @Column({ type: 'simple-json', name: 'finding_counts' }) findingCounts: SeverityCounts;
  @Column({ type: 'simple-json', nullable: true }) timing: ScanTiming | null;
  @Column({ type: 'simple-json', nullable: true, name: 'coverage_regression' })
  coverageRegression: CoverageRegression | null;
  /** Number of the newest event of this scan. */
  @Column({ type: 'integer', name: 'event_sequence' }) eventSequence: number;
  /** The client's Idempotency-Key, so that the same request makes one scan. */
  @Column({ type: 'text', nullable: true, name: 'request_key' }) requestKey: string | null;
  /** Digest of the request that came with the key. */
  @Column({ type: 'text', nullable: true, name: 'request_digest' }) requestDigest: string | null;
}

export function scanFromRow(row: ScanEntity): Scan {
  return {
    id: row.id,
    targetId: row.targetId,
    target: row.target,
    targetKind: row.targetKind,
    ...(row.profile === '' ? {} : { profile: row.profile }),
    tools: row.tools,
    ...(row.ports === null ? {} : { ports: row.ports }),
    practice: row.practice,
    fresh: row.fresh,
    state: row.state,
    ...(row.reason === null ? {} : { reason: row.reason }),
    createdAt: row.createdAt,
    ...(row.startedAt === null ? {} : { startedAt: row.startedAt }),
    ...(row.finishedAt === null ? {} : { finishedAt: row.finishedAt }),
    runs: { ...NO_RUNS, ...row.runCounts }, // a later version knows more states
    findings: row.findingCounts,
    ...(row.timing === null ? {} : { timing: row.timing }),
    ...(row.coverageRegression === null ? {} : { coverageRegression: row.coverageRegression }),
    eventSequence: row.eventSequence,
  };
}
