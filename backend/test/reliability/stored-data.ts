import { join } from 'node:path';
import { openForInspection } from '../../src/platform/database/sqlite/sqlite-data-source.js';

/** What lies in the database of a server, read past the server. */
export class StoredData {
  constructor(private readonly folder: string) {}

  /** Everything that is wrong, in words; empty when all is well: checked after every scan has ended. */
  async faults(): Promise<readonly string[]> {
    const [damage, dangling, unended, twiceFound, twiceSeen] = await Promise.all([
      this.rows("SELECT integrity_check AS fault FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
      this.rows(`SELECT "table" || ' has a row without its ' || parent AS fault FROM pragma_foreign_key_check`),
      this.rows(`
        SELECT 'scan ' || id || ' is ' || state || ' without a reason' AS fault FROM scans
          WHERE state NOT IN ('completed', 'partial', 'failed', 'cancelled')
             OR (state <> 'completed' AND coalesce(reason, '') = '')
        UNION ALL
        SELECT 'run ' || id || ' is ' || state || ' without a reason' FROM tool_runs
          WHERE state NOT IN ('succeeded', 'partial', 'failed', 'timed_out', 'cancelled', 'skipped', 'cached')
             OR (state <> 'succeeded' AND coalesce(reason, '') = '')`),
      this.rows(`
        SELECT 'found twice: ' || weakness || ' ' || coalesce(discriminator, '') AS fault
          FROM findings
          GROUP BY weakness, host, port, path, coalesce(discriminator, '') HAVING count(*) > 1`),
      this.rows(`
        SELECT 'seen twice: ' || finding_id || ' by ' || tool AS fault FROM observations
          GROUP BY scan_id, finding_id, tool, rule HAVING count(*) > 1
        UNION ALL
        SELECT 'seen by no scan: ' || id FROM findings WHERE id NOT IN (SELECT finding_id FROM sightings)
        UNION ALL
        SELECT 'seen by no tool: ' || finding_id FROM sightings
          WHERE NOT EXISTS (SELECT 1 FROM observations
            WHERE observations.scan_id = sightings.scan_id AND observations.finding_id = sightings.finding_id)`),
    ]);
    return [damage, dangling, unended, twiceFound, twiceSeen].flat().map(({ fault }) => String(fault));
  }

  /** Each finding of a scan as `weakness discriminator: tools that observed it`, sorted. */
  async findings(scanId: string): Promise<readonly string[]> {
    const rows = await this.rows(
      `SELECT weakness || ' ' || coalesce(discriminator, '') AS finding, (
          SELECT group_concat(tool, ' ') FROM (
            SELECT tool FROM observations
              WHERE observations.finding_id = findings.id AND observations.scan_id = sightings.scan_id ORDER BY tool)
        ) AS tools
        FROM findings JOIN sightings ON sightings.finding_id = findings.id WHERE sightings.scan_id = ?`,
      [scanId],
    );
    return rows.map(({ finding, tools }) => `${String(finding)}: ${String(tools)}`).sort();
  }

  private async rows(sql: string, parameters: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
    const source = await openForInspection(join(this.folder, 'parallax.db'));
    try {
      return await source.query<Record<string, unknown>[]>(sql, [...parameters]);
    } finally {
      await source.destroy();
    }
  }
}
