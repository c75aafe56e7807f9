import { type DataSource, type QueryRunner } from 'typeorm';
import { DEFAULT_WRITE_LIMIT_MS, type DatabaseSchema, type DatabaseSettings } from '../database-settings.js';
import { Database, type PoolStatistics, type Work } from '../database.js';
import { DurationSamples } from '../../metrics/duration-samples.js';
import { FifoSlots } from '../fifo-slots.js';
import { migrate, refuseNewerSchema } from '../migrate.js';
import { systemTime } from '../monotonic-time.js';
import { TransactionContext } from '../transaction-context.js';
import { WriteTransactions } from '../write-transactions.js';
import { PostgresConnections } from './postgres-connections.js';
import { openPostgres } from './postgres-data-source.js';
import { postgresError } from './postgres-errors.js';

/** Any number that other programs on the same database are unlikely to lock: `parallax` in ASCII. */
const MIGRATION_LOCK = '0x706172616c6c6178';
const MIGRATION_LOCK_WAIT = '120s';

const BEGIN_WRITE = 'START TRANSACTION';
const BEGIN_READ = 'START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY';

/**
 * A PostgreSQL server; both doors open onto one pool. Writers take turns, as they have to on SQLite: what reads and then writes
 * is right on one database exactly when it is right on the other.
 */
export class PostgresDatabase extends Database {
  private readonly context = new TransactionContext();
  private readonly connections: PostgresConnections;
  private readonly writers: FifoSlots;
  private readonly transactions: WriteTransactions;
  private readonly writeWaits = new DurationSamples();
  private closing: Promise<void> | undefined;

  private constructor(source: DataSource, settings: DatabaseSettings) {
    super();
    this.connections = new PostgresConnections(source, settings, systemTime);
    this.writers = new FifoSlots(1, settings.poolTimeoutMs, systemTime);
    const limitMs = settings.writeLimitMs ?? DEFAULT_WRITE_LIMIT_MS;
    this.transactions = new WriteTransactions(this.context, limitMs, systemTime);
  }

  /** Connects and migrates. @throws DatabaseUnavailableError, SchemaNewerError, MigrationFailedError */
  static async open(url: string, settings: DatabaseSettings, schema: DatabaseSchema): Promise<PostgresDatabase> {
    const source = await openPostgres(url, settings, schema);
    try {
      await migrateAlone(source, schema);
      return new PostgresDatabase(source, settings);
    } catch (error) {
      await source.destroy();
      throw postgresError(error);
    }
  }

  write<T>(work: Work<T>): Promise<T> {
    return this.context.joinWrite(work) ?? this.writeOwn(work);
  }

  read<T>(work: Work<T>): Promise<T> {
    return this.context.joinRead(work) ?? this.readCommitted(work);
  }

  afterCommit(action: () => void): void {
    this.context.afterCommit(action);
  }

  statistics(): PoolStatistics {
    const connections = this.connections.statistics();
    const writes = {
      ...this.transactions.statistics(),
      waiting: this.writers.waiting,
      waitMs: this.writeWaits.percentiles(),
    };
    return { database: 'postgres', ...connections, writes };
  }

  async ping(): Promise<void> {
    await this.read((manager) => manager.query('SELECT 1'));
  }

  close(): Promise<void> {
    return (this.closing ??= this.closeOnce());
  }

  private async closeOnce(): Promise<void> {
    await Promise.all([this.writers.close(), this.connections.close()]);
  }

  private async writeOwn<T>(work: Work<T>): Promise<T> {
    const askedAt = systemTime.now();
    await this.writers.take();
    try {
      const begun = await this.connections.begin(BEGIN_WRITE);
      this.writeWaits.add(systemTime.now() - askedAt);
      try {
        return await this.transactions.run(begun.transaction, work);
      } finally {
        await begun.release();
      }
    } finally {
      this.writers.free();
    }
  }

  private async readCommitted<T>(work: Work<T>): Promise<T> {
    const begun = await this.connections.begin(BEGIN_READ);
    try {
      return await this.context.runRead(begun.transaction, work);
    } finally {
      await begun.transaction.rollback();
      await begun.release();
    }
  }
}

/** Several nodes may start at once: the first migrates, the others wait for it. The lock ends with its connection. */
async function migrateAlone(source: DataSource, { migrations }: DatabaseSchema): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    await runner.query(`SET lock_timeout = '${MIGRATION_LOCK_WAIT}'`);
    await runner.query(`SELECT pg_advisory_lock(${BigInt(MIGRATION_LOCK)})`);
    await refuseNewerSchema(runner, migrations);
    await migrate(source, runner);
  } finally {
    await unlock(runner);
    await runner.release();
  }
}

async function unlock(runner: QueryRunner): Promise<void> {
  try {
    await runner.query('SELECT pg_advisory_unlock_all()');
    await runner.query('RESET lock_timeout');
  } catch {
    // the connection is lost, and the lock with it
  }
}
