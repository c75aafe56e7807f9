import { type DatabaseSchema, type DatabaseSettings } from './database-settings.js';
import { type Database } from './database.js';
import { PostgresDatabase } from './postgres/postgres-database.js';
import { SqliteDatabase } from './sqlite/sqlite-database.js';

/**
 * Opens the database that the settings name and brings its schema up to date.
 * @throws DatabaseInUseError, DatabaseCorruptError, SchemaNewerError, MigrationFailedError, DatabaseUnavailableError
 */
export function openDatabase(settings: DatabaseSettings, schema: DatabaseSchema): Promise<Database> {
  return settings.url === undefined
    ? SqliteDatabase.open(settings, schema)
    : PostgresDatabase.open(settings.url, settings, schema);
}
