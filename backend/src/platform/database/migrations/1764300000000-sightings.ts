import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { index, integer, json, nullable, ownedBy, primary, text, uniqueIndex } from './columns.js';
import { FINDINGS, OBSERVATIONS } from './1764000000000-first-tables.js';

/** One row for each fingerprint; what differs from scan to scan is in the sightings. */
const FINDINGS_ACROSS_SCANS = new Table({
  name: 'findings',
  columns: [
    primary(text('id')),
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
    text('last_seen_at'),
    text('last_scan_id'),
    text('state'),
    text('presence'),
    text('presence_since'),
    text('presence_scan_id'),
    nullable(text('presence_reason')),
  ],
  indices: [
    uniqueIndex('findings_by_fingerprint', ['fingerprint']),
    index('findings_by_host', ['host', 'id']),
    index('findings_by_state', ['state', 'severity_rank', 'id']),
    index('findings_by_last_scan', ['last_scan_id']),
  ],
});

const SIGHTINGS = new Table({
  name: 'sightings',
  columns: [
    primary(text('scan_id')),
    primary(text('finding_id')),
    integer('severity_rank'),
    integer('corroboration'),
    json('tools'),
    text('seen_at'),
  ],
  indices: [
    index('sightings_by_severity', ['scan_id', 'severity_rank', 'finding_id']),
    index('sightings_by_finding', ['finding_id', 'scan_id']),
  ],
  foreignKeys: [ownedBy('sightings_scan', 'scan_id', 'scans'), ownedBy('sightings_finding', 'finding_id', 'findings')],
});

const OBSERVATIONS_OF_SCANS = new Table({
  name: 'observations',
  columns: [
    primary(text('id')),
    text('finding_id'),
    text('scan_id'),
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
    index('observations_by_scan', ['scan_id', 'finding_id']),
  ],
  foreignKeys: [
    ownedBy('observations_finding', 'finding_id', 'findings'),
    ownedBy('observations_scan', 'scan_id', 'scans'),
  ],
});

const FINDING_CHANGES = new Table({
  name: 'finding_changes',
  columns: [
    primary(text('id')),
    text('finding_id'),
    text('at'),
    nullable(text('actor')),
    text('field'),
    nullable(text('value_before')),
    nullable(text('value_after')),
    nullable(text('reason')),
    nullable(text('scan_id')),
  ],
  indices: [index('finding_changes_by_finding', ['finding_id', 'id'])],
  foreignKeys: [ownedBy('finding_changes_finding', 'finding_id', 'findings')],
});

const WORDS = `weakness, title, severity_rank, host, address, port, transport, protocol, path, discriminator, description,
  remediation, cwe, cve, reference_urls, corroboration, tools`;

/**
 * A finding was one of a scan; now it is one for all scans that see it. Of what several scans said the newest stands; ids of
 * version 7 sort by time.
 */
export class Sightings1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await setAside(runner);
    await runner.query('CREATE INDEX "aside_by_fingerprint" ON "findings_aside" ("fingerprint", "id")');
    for (const table of [FINDINGS_ACROSS_SCANS, SIGHTINGS, OBSERVATIONS_OF_SCANS, FINDING_CHANGES])
      await runner.createTable(table);
    await runner.query(`
      INSERT INTO findings (id, fingerprint, ${WORDS}, first_seen_at, last_seen_at, last_scan_id, state, presence,
        presence_since, presence_scan_id)
      SELECT id, fingerprint, ${WORDS},
        (SELECT MIN(other.first_seen_at) FROM findings_aside other WHERE other.fingerprint = aside.fingerprint),
        first_seen_at, scan_id, 'open', 'seen', first_seen_at, scan_id
      FROM findings_aside aside
      WHERE id = (SELECT MAX(other.id) FROM findings_aside other WHERE other.fingerprint = aside.fingerprint)`);
    await runner.query(`
      INSERT INTO sightings (scan_id, finding_id, severity_rank, corroboration, tools, seen_at)
      SELECT aside.scan_id, findings.id, aside.severity_rank, aside.corroboration, aside.tools, aside.first_seen_at
      FROM findings_aside aside JOIN findings ON findings.fingerprint = aside.fingerprint`);
    await runner.query(`
      INSERT INTO observations (id, finding_id, scan_id, run_id, tool, rule, severity_rank, tool_severity, evidence, observed_at)
      SELECT seen.id, findings.id, aside.scan_id, seen.run_id, seen.tool, seen.rule, seen.severity_rank, seen.tool_severity,
        seen.evidence, seen.observed_at
      FROM observations_aside seen
      JOIN findings_aside aside ON aside.id = seen.finding_id
      JOIN findings ON findings.fingerprint = aside.fingerprint`);
    await dropAside(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE "sightings_aside" AS SELECT * FROM "sightings"');
    await runner.query('DROP TABLE "finding_changes"');
    await runner.query('DROP TABLE "sightings"');
    await setAside(runner);
    for (const table of [FINDINGS, OBSERVATIONS]) await runner.createTable(table);
    const words = WORDS.replaceAll(/\b(?:severity_rank|corroboration|tools)\b/g, 'sighting.$&');
    await runner.query(`
      INSERT INTO findings (id, scan_id, fingerprint, ${WORDS}, first_seen_at)
      SELECT sighting.scan_id || '.' || aside.id, sighting.scan_id, fingerprint, ${words}, sighting.seen_at
      FROM findings_aside aside JOIN sightings_aside sighting ON sighting.finding_id = aside.id`);
    await runner.query(`
      INSERT INTO observations (id, finding_id, run_id, tool, rule, severity_rank, tool_severity, evidence, observed_at)
      SELECT id, scan_id || '.' || finding_id, run_id, tool, rule, severity_rank, tool_severity, evidence, observed_at
      FROM observations_aside`);
    await runner.query('DROP TABLE "sightings_aside"');
    await dropAside(runner);
  }
}

/** Copies without keys and indexes, whose names the new tables need. */
async function setAside(runner: QueryRunner): Promise<void> {
  await runner.query('CREATE TABLE "findings_aside" AS SELECT * FROM "findings"');
  await runner.query('CREATE TABLE "observations_aside" AS SELECT * FROM "observations"');
  await runner.query('DROP TABLE "observations"');
  await runner.query('DROP TABLE "findings"');
}

async function dropAside(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE "observations_aside"');
  await runner.query('DROP TABLE "findings_aside"');
}
