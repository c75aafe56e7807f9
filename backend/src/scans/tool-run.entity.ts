import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type Endpoint } from '../targets/endpoint.js';
import { type ToolRunState } from './tool-run-state.js';
import { type EndReceipt, type ToolRun } from './tool-run.js';

/** Row of a tool run. `token`, `pid` and `processStartTime` let a restarted server find and end what an earlier one left. */
@Entity('tool_runs')
@Index('tool_runs_once', ['scanId', 'tool', 'endpointKey'], { unique: true })
@Index('tool_runs_by_tool', ['tool', 'state', 'id'])
@Index('tool_runs_by_artefact', ['artefactSha256'])
@Index('tool_runs_by_state', ['state', 'id'])
export class ToolRunEntity {
  @PrimaryColumn({ type: 'text' }) id: string;
  @ForeignKey('scans', { onDelete: 'CASCADE', name: 'tool_runs_scan' })
  @Column({ type: 'text', name: 'scan_id' })
  scanId: string;
  @Column({ type: 'text' }) tool: string;
  @Column({ type: 'text', nullable: true, name: 'tool_version' }) toolVersion: string | null;
  @Column({ type: 'simple-json' }) endpoint: Endpoint;
  /** Address, port and transport: one tool examines one of these once in a scan, whoever found it. */
  @Column({ type: 'text', name: 'endpoint_key' }) endpointKey: string;
  @Column({ type: 'text', nullable: true, name: 'found_by' }) foundBy: string | null;
  @Column({ type: 'text' }) state: ToolRunState;
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ type: 'integer' }) attempt: number;
  @Column({ type: 'integer', default: 0 }) interruptions: number;
  @Column({ type: 'integer', name: 'expected_ms' }) expectedMs: number;
  @Column({ type: 'simple-json', nullable: true }) argv: string[] | null;
  @Column({ type: 'integer', nullable: true, name: 'exit_code' }) exitCode: number | null;
  @Column({ type: 'text', nullable: true }) signal: string | null;
  @Column({ type: 'text', name: 'queued_at' }) queuedAt: string;
  @Column({ type: 'text', nullable: true, name: 'started_at' }) startedAt: string | null;
  @Column({ type: 'text', nullable: true, name: 'finished_at' }) finishedAt: string | null;
  @Column({ type: 'integer', nullable: true, name: 'duration_ms' }) durationMs: number | null;
  @Column({ type: 'double precision', name: 'stdout_bytes' }) stdoutBytes: number;
  @Column({ type: 'double precision', name: 'stderr_bytes' }) stderrBytes: number;
  @Column({ type: 'double precision', name: 'dropped_bytes' }) droppedBytes: number;
  @Column({ type: 'integer' }) observations: number;
  @Column({ type: 'text', nullable: true, name: 'artefact_sha256' }) artefactSha256: string | null;
  @Column({ type: 'double precision', nullable: true, name: 'artefact_bytes' }) artefactBytes: number | null;
  @Column({ type: 'text', nullable: true }) token: string | null;
  @Column({ type: 'integer', nullable: true }) pid: number | null;
  @Column({ type: 'text', nullable: true, name: 'process_start_time' }) processStartTime: string | null;
  @Column({ type: 'simple-json', nullable: true }) receipt: EndReceipt | null;
  /** No foreign key: the origin may be deleted, this run stays. */
  @Column({ type: 'text', nullable: true, name: 'cached_from' }) cachedFrom: string | null;
}

export function toolRunFromRow(row: ToolRunEntity): ToolRun {
  return {
    id: row.id,
    scanId: row.scanId,
    tool: row.tool,
    ...(row.toolVersion === null ? {} : { toolVersion: row.toolVersion }),
    endpoint: row.endpoint,
    ...(row.foundBy === null ? {} : { foundBy: row.foundBy }),
    state: row.state,
    ...(row.reason === null ? {} : { reason: row.reason }),
    attempt: row.attempt,
    interruptions: row.interruptions,
    expectedMs: row.expectedMs,
    ...(row.argv === null ? {} : { argv: row.argv }),
    ...(row.exitCode === null ? {} : { exitCode: row.exitCode }),
    ...(row.signal === null ? {} : { signal: row.signal }),
    queuedAt: row.queuedAt,
    ...(row.startedAt === null ? {} : { startedAt: row.startedAt }),
    ...(row.finishedAt === null ? {} : { finishedAt: row.finishedAt }),
    ...(row.durationMs === null ? {} : { durationMs: row.durationMs }),
    stdoutBytes: row.stdoutBytes,
    stderrBytes: row.stderrBytes,
    droppedBytes: row.droppedBytes,
    observations: row.observations,
    ...(row.artefactSha256 === null || row.artefactBytes === null
      ? {}
      : { artefact: { sha256: row.artefactSha256, bytes: row.artefactBytes } }),
    ...(row.cachedFrom === null ? {} : { cachedFrom: row.cachedFrom }),
    ...(row.receipt === null ? {} : { receipt: row.receipt }),
  };
}
