import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { type MigrationClass } from './database-settings.js';
import { MigrationFailedError, SchemaNewerError } from './start.errors.js';

const TABLE = 'migrations';

/**
 * Runs the migrations that the database has not seen, each in a transaction of its own. The caller holds a lock.
 * @returns the names of those that ran
 * @throws MigrationFailedError; the ones before it stay
 */
export async function migrate(source: DataSource, runner: QueryRunner): Promise<string[]> {
  const executor = new MigrationExecutor(source, runner);
  executor.transaction = 'each';
  const pending = (await executor.getPendingMigrations()).map(({ name }) => name);
  try {
    await executor.executePendingMigrations();
    return pending;
  } catch (cause) {
    const done = new Set((await executor.getExecutedMigrations()).map(({ name }) => name));
    throw new MigrationFailedError(pending.find((name) => !done.has(name)) ?? 'table', { cause });
  }
}

/** @throws SchemaNewerError when the database knows migrations that this version does not */
export async function refuseNewerSchema(runner: QueryRunner, migrations: readonly MigrationClass[]): Promise<void> {
  if (!(await runner.hasTable(TABLE))) return;
  const rows = (await runner.query(`SELECT name FROM ${TABLE} ORDER BY id`)) as { name: string }[];
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = rows.map(({ name }) => name).filter((name) => !known.has(name));
  if (unknown.length > 0) throw new SchemaNewerError(unknown);
}
