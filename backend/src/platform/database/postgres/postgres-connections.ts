import { type DataSource, type QueryRunner } from 'typeorm';
import { type DatabaseSettings } from '../database-settings.js';
import { DatabaseUnavailableError } from '../database.errors.js';
import { type ConnectionStatistics } from '../database.js';
import { DurationSamples } from '../../metrics/duration-samples.js';
import { FifoSlots } from '../fifo-slots.js';
import { type MonotonicTime } from '../monotonic-time.js';
import { Transaction } from '../transaction.js';
import { poolOf } from './postgres-data-source.js';
import { postgresError } from './postgres-errors.js';

/** A transaction that has begun, and the way to give its connection back when it has ended. */
export interface Begun {
  readonly transaction: Transaction;
  release(): Promise<void>;
}

/**
 * The driver's pool behind slots of our own: these wait, time out and close as on SQLite, so the driver's pool is never
 * asked for more than it may open.
 */
export class PostgresConnections {
  private readonly slots: FifoSlots;
  private readonly acquireTimes = new DurationSamples();
  private failedPings = 0;

  constructor(
    private readonly source: DataSource,
    private readonly settings: DatabaseSettings,
    private readonly time: MonotonicTime,
  ) {
    const { poolSize, maxOverflow, poolTimeoutMs } = settings;
    this.slots = new FifoSlots(poolSize + maxOverflow, poolTimeoutMs, time);
  }

  /** @throws PoolExhaustedError, DatabaseUnavailableError, DatabaseClosedError */
  async begin(statement: string): Promise<Begun> {
    const askedAt = this.time.now();
    await this.slots.take();
    try {
      const { runner, transaction } = await this.beginOnSoundConnection(statement);
      this.acquireTimes.add(this.time.now() - askedAt);
      return {
        transaction,
        release: async () => {
          await runner.release();
          this.slots.free();
        },
      };
    } catch (error) {
      this.slots.free();
      throw error;
    }
  }

  statistics(): ConnectionStatistics {
    const { poolSize: size, maxOverflow } = this.settings;
    const pool = poolOf(this.source);
    return {
      size,
      maxOverflow,
      checkedIn: pool.idleCount,
      checkedOut: this.slots.taken,
      overflow: Math.max(0, pool.totalCount - size),
      waiting: this.slots.waiting,
      timeouts: this.slots.timeouts,
      recycled: null, // the driver replaces old connections by itself and does not tell
      failedPings: this.failedPings,
      acquireMs: this.acquireTimes.percentiles(),
    };
  }

  async close(): Promise<void> {
    await this.slots.close();
    await this.source.destroy();
  }

  /**
   * BEGIN serves as the ping: when it fails because the connection is dead, nothing is lost, and another one is tried,
   * until each connection that the pool may have kept over a restart of the server has been found out.
   */
  private async beginOnSoundConnection(statement: string): Promise<{ runner: QueryRunner; transaction: Transaction }> {
    let deadAtMost = poolOf(this.source).idleCount;
    for (;;) {
      const runner = await this.connect();
      const transaction = new Transaction(runner, postgresError);
      try {
        await transaction.begin(statement);
        return { runner, transaction };
      } catch (error) {
        await runner.release();
        if (!(error instanceof DatabaseUnavailableError) || deadAtMost === 0) throw error;
        deadAtMost -= 1;
        this.failedPings += 1;
      }
    }
  }

  private async connect(): Promise<QueryRunner> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.connect();
      return runner;
    } catch (error) {
      throw postgresError(error);
    }
  }
}
