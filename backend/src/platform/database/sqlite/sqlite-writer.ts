import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource } from 'typeorm';
import { ConnectionPool, type Lease } from '../connection-pool.js';
import { type DatabaseSchema, type DatabaseSettings } from '../database-settings.js';
import { DatabaseBusyError } from '../database.errors.js';
import { type Work, type WriteStatistics } from '../database.js';
import { type MonotonicTime } from '../monotonic-time.js';
import { Transaction } from '../transaction.js';
import { type WriteTransactions } from '../write-transactions.js';
import { freshRunner, openWriter, ping, TRUST_MS } from './sqlite-data-source.js';
import { sqliteError } from './sqlite-errors.js';

/** How long a writer waits altogether while another process holds the write lock. */
const BUSY_LIMIT_MS = 2500;
const PAUSE_MS = 25;

/** The one connection that writes to a SQLite file, lent to one transaction after the other. */
export class SqliteWriter {
  private readonly pool: ConnectionPool<DataSource>;
  private isBlocked = false;

  constructor(
    file: string,
    schema: DatabaseSchema,
    settings: DatabaseSettings,
    private readonly transactions: WriteTransactions,
    private readonly time: MonotonicTime,
  ) {
    this.pool = new ConnectionPool({
      size: 1,
      maxOverflow: 0,
      lingerMs: 0,
      acquireTimeoutMs: settings.poolTimeoutMs,
      recycleMs: Infinity,
      trustMs: TRUST_MS,
      time,
      open: () => openWriter(file, schema),
      close: (source) => source.destroy(),
      ping,
    });
  }

  async run<T>(work: Work<T>): Promise<T> {
    const askedAt = this.time.now();
    const lease = await this.pool.acquire();
    const transaction = new Transaction(freshRunner(lease.connection), sqliteError);
    try {
      await this.begin(transaction, askedAt);
      return await this.transactions.run(transaction, work);
    } finally {
      giveBack(lease, transaction);
    }
  }

  statistics(): WriteStatistics {
    const { waiting, acquireMs } = this.pool.statistics();
    return { ...this.transactions.statistics(), waiting, waitMs: acquireMs };
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  /**
   * IMMEDIATE takes the write lock at once. The deferred begin that TypeORM would send takes it at the first write, and
   * SQLite then refuses, without waiting, when another process wrote since the first read.
   */
  private async begin(transaction: Transaction, askedAt: number): Promise<void> {
    // Those who queued behind a blocked writer have waited as long as it did: they are refused with it, not one by one.
    if (this.isBlocked && this.hasWaitedLong(askedAt)) throw new DatabaseBusyError();
    for (;;) {
      try {
        await transaction.begin('BEGIN IMMEDIATE');
        this.isBlocked = false;
        return;
      } catch (error) {
        if (!(error instanceof DatabaseBusyError)) {
          await transaction.rollback(); // finds out whether the connection can be used again
          throw error;
        }
        this.isBlocked = true;
        if (this.hasWaitedLong(askedAt)) throw error;
        await sleep(PAUSE_MS);
      }
    }
  }

  private hasWaitedLong(askedAt: number): boolean {
    return this.time.now() - askedAt >= BUSY_LIMIT_MS;
  }
}

function giveBack(lease: Lease<DataSource>, transaction: Transaction): void {
  if (transaction.isBroken) lease.discard();
  else lease.release();
}
