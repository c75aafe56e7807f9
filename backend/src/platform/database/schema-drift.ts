import { type DataSource } from 'typeorm';
import { type DatabaseSchema, type DatabaseSettings } from './database-settings.js';
import { openDatabase } from './open-database.js';
import { openPostgres } from './postgres/postgres-data-source.js';
import { openReader } from './sqlite/sqlite-data-source.js';

/**
 * What the migrations forgot: migrates the database of the settings and returns the statements that would still make it
 * equal to the entities. Empty when they agree. Meant for an empty database made for the purpose.
 */
export async function schemaDrift(settings: DatabaseSettings, schema: DatabaseSchema): Promise<readonly string[]> {
  const database = await openDatabase(settings, schema);
  await database.close();
  const { url, sqlitePath } = settings;
  const source = url === undefined ? await openReader(sqlitePath, schema) : await openPostgres(url, settings, schema);
  try {
    return await missingStatements(source);
  } finally {
    await source.destroy();
  }
}

async function missingStatements(source: DataSource): Promise<readonly string[]> {
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}
