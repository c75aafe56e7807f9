import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource } from 'typeorm';
import { DatabaseBusyError } from '../database.errors.js';
import { DatabaseInUseError } from '../start.errors.js';
import { openForLock } from './sqlite-data-source.js';
import { sqliteError } from './sqlite-errors.js';

/** How often it is tried: a server that is just ending, or was killed a moment ago, gets a second to be gone. */
const ATTEMPTS = 4;
const PAUSE_MS = 100;

/**
 * Makes one server the only one on a SQLite file. Node has no file locks, SQLite has: a transaction that stays open on
 * an empty database beside the file holds one, and the kernel takes it back when the process ends, however it ends.
 */
export class SqliteServerLock {
  private constructor(private readonly source: DataSource) {}

  /** @throws DatabaseInUseError within 2 s when another server holds the file */
  static async acquire(file: string): Promise<SqliteServerLock> {
    const source = await openForLock(`${file}.lock`);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await source.query('BEGIN EXCLUSIVE');
        return new SqliteServerLock(source);
      } catch (error) {
        const reason = sqliteError(error);
        if (reason instanceof DatabaseBusyError && attempt < ATTEMPTS) {
          await sleep(PAUSE_MS);
          continue;
        }
        await source.destroy();
        throw reason instanceof DatabaseBusyError ? new DatabaseInUseError(file) : reason;
      }
    }
  }

  async release(): Promise<void> {
    await this.source.destroy();
  }
}
