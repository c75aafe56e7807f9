import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schemaDrift } from './platform/database/schema-drift.js';
import { SCHEMA } from './schema.js';

describe('schema', () => {
  it('is what the migrations lead to', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'schema-'));
    const settings = { poolSize: 1, maxOverflow: 0, poolTimeoutMs: 10_000, recycleMs: 60_000 };

    const statements = await schemaDrift({ sqlitePath: join(folder, 'drift.db'), ...settings }, SCHEMA);

    expect(statements).toEqual([]);
    await rm(folder, { recursive: true });
  });
});
