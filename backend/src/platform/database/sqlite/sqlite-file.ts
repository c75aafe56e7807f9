import { mkdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type DataSource } from 'typeorm';
import { type DatabaseSchema } from '../database-settings.js';
import { refuseNewerSchema } from '../migrate.js';
import { DatabaseCorruptError } from '../start.errors.js';
import { openForInspection } from './sqlite-data-source.js';
import { sqliteCode } from './sqlite-errors.js';

/** Above this size only the schema is read at start: a full check takes about 1.5 s per GiB. */
const FULL_CHECK_BYTES = 1024 * 1024 * 1024;

/** The file itself, behind symbolic links, so that two names of it share one lock; makes its folder when missing. */
export async function databaseFile(path: string): Promise<string> {
  if (path === '' || path.includes(':memory:')) {
    throw new Error('A database in memory is not supported: each connection would see its own. Use a temporary file.');
  }
  const absolute = resolve(path);
  await mkdir(dirname(absolute), { recursive: true });
  try {
    return await realpath(absolute);
  } catch {
    return join(await realpath(dirname(absolute)), basename(absolute)); // not made yet
  }
}

/** Looks at an existing file without changing it. @throws DatabaseCorruptError, SchemaNewerError */
export async function inspectFile(file: string, schema: DatabaseSchema): Promise<void> {
  const bytes = await sizeOf(file);
  if (bytes === 0) return;
  try {
    const source = await openForInspection(file);
    try {
      await checkContent(source, file, bytes);
      await refuseNewerSchema(source.createQueryRunner(), schema.migrations);
    } finally {
      await source.destroy();
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw new DatabaseCorruptError(file, (error as Error).message);
  }
}

async function checkContent(source: DataSource, file: string, bytes: number): Promise<void> {
  const check = bytes <= FULL_CHECK_BYTES ? 'PRAGMA quick_check(1)' : 'SELECT name FROM sqlite_master';
  const rows: { quick_check?: string }[] = await source.query(check);
  const problem = rows[0]?.quick_check ?? 'ok';
  if (problem !== 'ok') throw new DatabaseCorruptError(file, problem);
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0; // not made yet
  }
}

function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT';
}
