import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseSchema } from '../../src/platform/database/database-settings.js';
import { type Database } from '../../src/platform/database/database.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { SMALL_POOL } from '../../src/platform/database/testing/contract-place.js';

/** A new, migrated SQLite database in a folder of its own; `remove` closes it and deletes the folder. */
export interface TemporaryDatabase {
  readonly database: Database;
  remove(): Promise<void>;
}

export async function temporaryDatabase(schema: DatabaseSchema): Promise<TemporaryDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'parallax-'));
  const database = await openDatabase({ ...SMALL_POOL, sqlitePath: join(folder, 'test.db') }, schema);
  return {
    database,
    remove: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
