import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMALL_POOL } from '../testing/contract-place.js';
import { describeDatabase } from '../testing/database.contract.js';
import { SqliteDatabase } from './sqlite-database.js';

describe(SqliteDatabase.name, () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'database-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  describeDatabase({
    emptyDatabase: async () => ({
      ...SMALL_POOL,
      sqlitePath: join(await mkdtemp(join(folder, 'one-')), 'parallax.db'),
    }),
  });
});
