import sqlite3 from 'sqlite3';
import { DataSource, type QueryRunner } from 'typeorm';
import { type DatabaseSchema } from '../database-settings.js';
import { SLOW_STATEMENT_MS, StatementLog } from '../statement-log.js';
import { sqliteError } from './sqlite-errors.js';

// The only file that names the driver. The way out of it is TypeORM's `better-sqlite3`: another type here, `readonly`
// for `flags`, `timeout` for `busyTimeout`; the pragmas stay.
const DRIVER = 'sqlite';
const OPEN_READONLY = 1;

/** How long SQLite itself waits for a lock, on a thread of its own; longer waits are ours and hold no thread. */
const BUSY_TIMEOUT_MS = 250;
/** Size to which the write-ahead log shrinks again after a burst. */
const JOURNAL_LIMIT_BYTES = 64 * 1024 * 1024;

/** A connection to a file is not lost between two requests of one page, so that each of them need not ask. */
export const TRUST_MS = 500;

/**
 * The driver without what TypeORM asks it for: it would take a stack trace and write down all values in each call, in case the
 * call fails. A profile of the ingest bench showed it among the costliest functions.
 */
const QUIET_DRIVER = { ...sqlite3, verbose: () => sqlite3 };

const NO_SCHEMA: DatabaseSchema = { entities: [], migrations: [] };

/** The connection that writes. FULL: what was acknowledged survives a power cut, not only the end of the process. */
export function openWriter(file: string, schema: DatabaseSchema): Promise<DataSource> {
  return open(file, schema, { enableWAL: true }, [
    'PRAGMA synchronous = FULL',
    `PRAGMA journal_size_limit = ${JOURNAL_LIMIT_BYTES}`,
  ]);
}

/** A connection that reads what is committed and cannot write. */
export function openReader(file: string, schema: DatabaseSchema): Promise<DataSource> {
  return open(file, schema, {}, ['PRAGMA query_only = ON']);
}

/** A connection that cannot change the file at all, not even by recovery; for a look before anything else. */
export function openForInspection(file: string): Promise<DataSource> {
  return open(file, NO_SCHEMA, { flags: OPEN_READONLY }, []);
}

/** A connection to a file without tables, which serves as a lock. */
export function openForLock(file: string): Promise<DataSource> {
  return open(file, NO_SCHEMA, {}, []);
}

/** Asks for the first page of the file, so that more is proven than that the library is there. */
export async function ping(source: DataSource): Promise<void> {
  await freshRunner(source).query('SELECT 1 FROM sqlite_master LIMIT 1');
}

/** A new query runner: TypeORM keeps one per SQLite connection for ever, but ours end with their transaction. */
export function freshRunner(source: DataSource): QueryRunner {
  Object.assign(source.driver, { queryRunner: undefined });
  return source.createQueryRunner();
}

async function open(
  file: string,
  { entities, migrations }: DatabaseSchema,
  options: { readonly enableWAL?: true; readonly flags?: number },
  pragmas: readonly string[],
): Promise<DataSource> {
  const source = new DataSource({
    type: DRIVER,
    driver: QUIET_DRIVER,
    database: file,
    entities: [...entities],
    migrations: [...migrations],
    busyTimeout: BUSY_TIMEOUT_MS,
    logger: new StatementLog(),
    maxQueryExecutionTime: SLOW_STATEMENT_MS,
    ...options,
  });
  try {
    await source.initialize();
    for (const pragma of pragmas) await source.query(pragma);
    return source;
  } catch (error) {
    if (source.isInitialized) await source.destroy();
    throw sqliteError(error);
  }
}
