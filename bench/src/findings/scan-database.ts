import { join } from 'node:path';
import { type Database } from '../../../backend/src/platform/database/database.js';
import { openDatabase } from '../../../backend/src/platform/database/open-database.js';
import { SCHEMA } from '../../../backend/src/schema.js';
import { DEFAULT_POOL } from '../running/default-pool.js';

const TIME = '2026-01-01T00:00:00.000Z';

/** The scan to which all findings belong. */
export const SCAN_ID = 'scan';

/** A new database of the server's own schema in `folder`, with one scan that has found nothing yet. */
export async function openScanDatabase(folder: string): Promise<Database> {
  const database = await openDatabase({ ...DEFAULT_POOL, sqlitePath: join(folder, 'parallax.db') }, SCHEMA);
  await database.write(async (manager) => {
    await manager.query(
      `INSERT INTO targets (id, input, canonical, kind, host, created_at) VALUES ('target', 'h', 'h', 'host', 'h', ?)`,
      [TIME],
    );
    await manager.query(
      `INSERT INTO scans (id, target_id, target, target_kind, profile, tools, practice, state, created_at, run_counts,
         finding_counts, event_sequence)
       VALUES (?, 'target', 'h', 'host', 'standard', '[]', 0, 'running', ?, '{}', '{}', 0)`,
      [SCAN_ID, TIME],
    );
  });
  return database;
}
