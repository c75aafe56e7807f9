import 'reflect-metadata';
import { schemaDrift } from './platform/database/schema-drift.js';
import { SCHEMA } from './schema.js';

/** Ends with an error when the migrations do not lead to the tables that the entities describe. */
async function main(sqlitePath: string): Promise<void> {
  const statements = await schemaDrift(
    { sqlitePath, poolSize: 1, maxOverflow: 0, poolTimeoutMs: 10_000, recycleMs: 60_000 },
    SCHEMA,
  );
  if (statements.length === 0) return;
  console.error(`The migrations lack:\n${statements.join('\n')}`);
  process.exitCode = 1;
}

await main(process.argv[2] ?? 'drift.db');
