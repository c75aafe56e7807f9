import { type MigrationInterface, type QueryRunner, Table, type TableForeignKeyOptions } from 'typeorm';
import { boolean, double, index, integer, json, nullable, ownedBy, primary, text, uniqueIndex } from './columns.js';

const TARGETS = new Table({
  name: 'targets',
  columns: [
    primary(text('id')),
    text('input'),
    text('canonical'),
    text('kind'),
    text('host'),
    nullable(integer('port')),
    nullable(text('scheme')),
    nullable(text('path')),
    nullable(integer('prefix')),
    text('created_at'),
  ],
  indices: [uniqueIndex('targets_by_canonical', ['canonical'])],
});

const AUTHORISATIONS = new Table({
  name: 'authorisations',
  columns: [
    primary(text('id')),
    text('target_id'),
    text('authorised_by'),
    json('scope'),
    text('valid_from'),
    nullable(text('valid_to')),
    text('note'),
    text('created_at'),
  ],
  indices: [index('authorisations_by_target', ['target_id', 'id'])],
  foreignKeys: [ownedBy('authorisations_target', 'target_id', 'targets')],
});

const SCANS = new Table({
  name: 'scans',
  columns: [
    primary(text('id')),
    text('target_id'),
    text('target'),
    text('target_kind'),
    text('profile'),
    json('tools'),
    nullable(json('ports')),
    boolean('practice'),
    text('state'),
    nullable(text('reason')),
    text('created_at'),
    nullable(text('started_at')),
    nullable(text('finished_at')),
    json('run_counts'),
    json('finding_counts'),
    nullable(json('timing')),
    integer('event_sequence'),
    nullable(text('request_key')),
    nullable(text('request_digest')),
  ],
  indices: [
    index('scans_by_state', ['state', 'id']),
    index('scans_by_target', ['target_id']),
    uniqueIndex('scans_by_request', ['request_key']),
  ],
  foreignKeys: [keptBy('scans_target', 'target_id', 'targets')],
});

const TOOL_RUNS = new Table({
  name: 'tool_runs',
  columns: [
    primary(text('id')),
    text('scan_id'),
    text('tool'),
    nullable(text('tool_version')),
    json('endpoint'),
    text('endpoint_key'),
    nullable(text('found_by')),
    text('state'),
    nullable(text('reason')),
    integer('attempt'),
    integer('expected_ms'),
    nullable(json('argv')),
    nullable(integer('exit_code')),
    nullable(text('signal')),
    text('queued_at'),
    nullable(text('started_at')),
    nullable(text('finished_at')),
    nullable(integer('duration_ms')),
    double('stdout_bytes'),
    double('stderr_bytes'),
    double('dropped_bytes'),
    integer('observations'),
    nullable(text('artefact_sha256')),
    nullable(double('artefact_bytes')),
    nullable(text('token')),
    nullable(integer('pid')),
    nullable(text('process_start_time')),
    nullable(json('receipt')),
  ],
  indices: [
    uniqueIndex('tool_runs_once', ['scan_id', 'tool', 'endpoint_key']),
    index('tool_runs_by_tool', ['tool', 'state', 'id']),
    index('tool_runs_by_artefact', ['artefact_sha256']),
  ],
  foreignKeys: [ownedBy('tool_runs_scan', 'scan_id', 'scans')],
});

const SCAN_EVENTS = new Table({
  name: 'scan_events',
  columns: [primary(text('scan_id')), primary(integer('sequence')), text('type'), json('data')],
  foreignKeys: [ownedBy('scan_events_scan', 'scan_id', 'scans')],
});

export const FINDINGS = new Table({
  name: 'findings',
  columns: [
    primary(text('id')),
    text('scan_id'),
    text('fingerprint'),
    text('weakness'),
    text('title'),
    integer('severity_rank'),
    text('host'),
    text('address'),
    nullable(integer('port')),
    nullable(text('transport')),
    nullable(text('protocol')),
    nullable(text('path')),
    nullable(text('discriminator')),
    text('description'),
    text('remediation'),
    json('cwe'),
    json('cve'),
    json('reference_urls'),
    integer('corroboration'),
    json('tools'),
    text('first_seen_at'),
  ],
  indices: [
    uniqueIndex('findings_by_fingerprint', ['scan_id', 'fingerprint']),
    index('findings_by_severity', ['scan_id', 'severity_rank', 'id']),
  ],
  foreignKeys: [ownedBy('findings_scan', 'scan_id', 'scans')],
});

export const OBSERVATIONS = new Table({
  name: 'observations',
  columns: [
    primary(text('id')),
    text('finding_id'),
    text('run_id'),
    text('tool'),
    text('rule'),
    integer('severity_rank'),
    nullable(text('tool_severity')),
    text('evidence'),
    text('observed_at'),
  ],
  indices: [
    uniqueIndex('observations_once', ['finding_id', 'run_id', 'rule']),
    index('observations_by_run', ['run_id']),
  ],
  foreignKeys: [ownedBy('observations_finding', 'finding_id', 'findings')],
});

const COVERAGE = new Table({
  name: 'coverage',
  columns: [
    primary(text('id')),
    text('scan_id'),
    text('run_id'),
    text('tool'),
    text('family'),
    json('endpoint'),
    text('status'),
    nullable(text('reason')),
  ],
  indices: [index('coverage_by_scan', ['scan_id', 'id']), index('coverage_by_run', ['run_id'])],
  foreignKeys: [ownedBy('coverage_scan', 'scan_id', 'scans')],
});

/** In the order in which they refer to each other. */
const TABLES = [TARGETS, AUTHORISATIONS, SCANS, TOOL_RUNS, SCAN_EVENTS, FINDINGS, OBSERVATIONS, COVERAGE];

/** Targets, scans and what they found. */
export class FirstTables1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await runner.dropTable(table);
  }
}

/** A row of `table` cannot go while rows name it. */
function keptBy(name: string, columnName: string, table: string): TableForeignKeyOptions {
  return { ...ownedBy(name, columnName, table), onDelete: 'RESTRICT' };
}
