import { type DataSource } from 'typeorm';
import { ConnectionPool } from '../connection-pool.js';
import { DEFAULT_WRITE_LIMIT_MS, type DatabaseSchema, type DatabaseSettings } from '../database-settings.js';
import { Database, type PoolStatistics, type Work } from '../database.js';
import { migrate } from '../migrate.js';
import { systemTime } from '../monotonic-time.js';
import { TransactionContext } from '../transaction-context.js';
import { Transaction } from '../transaction.js';
import { WriteTransactions } from '../write-transactions.js';
import { freshRunner, openReader, openWriter, ping, TRUST_MS } from './sqlite-data-source.js';
import { sqliteError } from './sqlite-errors.js';
import { databaseFile, inspectFile } from './sqlite-file.js';
import { SqliteServerLock } from './sqlite-server-lock.js';
import { SqliteWriter } from './sqlite-writer.js';

const LINGER_MS = 5000;

/** A SQLite file with one connection that writes and a pool of connections that read what is committed. */
export class SqliteDatabase extends Database {
  private readonly context = new TransactionContext();
  private readonly writer: SqliteWriter;
  private readonly readers: ConnectionPool<DataSource>;
  private closing: Promise<void> | undefined;

  private constructor(
    file: string,
    schema: DatabaseSchema,
    settings: DatabaseSettings,
    private readonly lock: SqliteServerLock,
  ) {
    super();
    const limitMs = settings.writeLimitMs ?? DEFAULT_WRITE_LIMIT_MS;
    const transactions = new WriteTransactions(this.context, limitMs, systemTime);
    this.writer = new SqliteWriter(file, schema, settings, transactions, systemTime);
    this.readers = new ConnectionPool({
      size: settings.poolSize,
      maxOverflow: settings.maxOverflow,
      lingerMs: LINGER_MS,
      acquireTimeoutMs: settings.poolTimeoutMs,
      recycleMs: settings.recycleMs,
      trustMs: TRUST_MS,
      time: systemTime,
      open: () => openReader(file, schema),
      close: (source) => source.destroy(),
      ping,
    });
  }

  /**
   * Locks the file, looks at it, and migrates it.
   * @throws DatabaseInUseError, DatabaseCorruptError, SchemaNewerError, MigrationFailedError, DatabaseUnavailableError
   */
  static async open(settings: DatabaseSettings, schema: DatabaseSchema): Promise<SqliteDatabase> {
    const file = await databaseFile(settings.sqlitePath);
    const lock = await SqliteServerLock.acquire(file);
    try {
      await inspectFile(file, schema);
      await migrateFile(file, schema);
      return new SqliteDatabase(file, schema, settings, lock);
    } catch (error) {
      await lock.release();
      throw sqliteError(error);
    }
  }

  write<T>(work: Work<T>): Promise<T> {
    return this.context.joinWrite(work) ?? this.writer.run(work);
  }

  read<T>(work: Work<T>): Promise<T> {
    return this.context.joinRead(work) ?? this.readCommitted(work);
  }

  afterCommit(action: () => void): void {
    this.context.afterCommit(action);
  }

  statistics(): PoolStatistics {
    return { database: 'sqlite', ...this.readers.statistics(), writes: this.writer.statistics() };
  }

  async ping(): Promise<void> {
    await this.read((manager) => manager.query('SELECT 1'));
  }

  close(): Promise<void> {
    return (this.closing ??= this.closeOnce());
  }

  private async closeOnce(): Promise<void> {
    await Promise.all([this.readers.close(), this.writer.close()]);
    await this.lock.release();
  }

  private async readCommitted<T>(work: Work<T>): Promise<T> {
    const lease = await this.readers.acquire();
    const transaction = new Transaction(freshRunner(lease.connection), sqliteError);
    try {
      await transaction.begin('BEGIN');
      return await this.context.runRead(transaction, work);
    } finally {
      await transaction.rollback();
      if (transaction.isBroken) lease.discard();
      else lease.release();
    }
  }
}

async function migrateFile(file: string, schema: DatabaseSchema): Promise<void> {
  const source = await openWriter(file, schema);
  try {
    await migrate(source, source.createQueryRunner());
  } finally {
    await source.destroy();
  }
}
