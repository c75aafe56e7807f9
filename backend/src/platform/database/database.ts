import { type EntityManager } from 'typeorm';
import { type Percentiles } from '../metrics/duration-samples.js';

/** What runs in a transaction. It uses only this manager, awaits every statement, and waits for nothing slow. */
export type Work<T> = (manager: EntityManager) => Promise<T>;

/**
 * The two doors to the data. There is no third: a connection of its own would see half-written rows or mix its
 * statements into the transaction of another request.
 *
 * In both: statements on one manager run one after the other; after a failed statement the others are refused and the
 * whole transaction is rolled back, even when the error was caught (PostgreSQL can do no other; SQLite is made to do the
 * same). A manager that is used after its transaction ended throws TransactionEndedError.
 */
export abstract class Database {
  /**
   * Runs `work` in one write transaction: commits when it resolves, rolls back when it rejects. Writers follow each
   * other in the order of asking, on both databases: what one reads cannot change under it.
   *
   * Inside another `write` of the same async context it joins that transaction; when the inner work rejects, the outer
   * one is rolled back too. Inside a `read` it throws WriteInsideReadError.
   *
   * @throws PoolExhaustedError, DatabaseBusyError, DatabaseUnavailableError, DatabaseClosedError, StorageFullError,
   *   UniqueViolationError, WriteTimedOutError, and whatever `work` throws
   */
  abstract write<T>(work: Work<T>): Promise<T>;

  /**
   * Runs `work` on a pooled connection that cannot write. All its statements see one moment of the committed data.
   *
   * Inside another `read` it shares that connection. Inside a `write` it runs on the transaction's own manager, and so
   * sees the rows that the transaction has written but not committed.
   *
   * @throws PoolExhaustedError after the acquire time-out, DatabaseUnavailableError, DatabaseClosedError
   */
  abstract read<T>(work: Work<T>): Promise<T>;

  /**
   * Runs `action` after the commit of the current write transaction, in the order of the calls; never when it rolls back.
   * Outside of a write transaction it runs at once. An action that throws is logged: the rows are stored already.
   */
  abstract afterCommit(action: () => void): void;

  abstract statistics(): PoolStatistics;

  /** @throws what `read` throws, when the database does not answer. */
  abstract ping(): Promise<void>;

  /** Refuses new work and work that waits, lets running work end, then closes every connection. */
  abstract close(): Promise<void>;
}

/** The connections that `read` uses; on PostgreSQL `write` uses the same. */
export interface ConnectionStatistics {
  /** Permanent connections at most. */
  readonly size: number;
  readonly maxOverflow: number;
  /** Open and free. */
  readonly checkedIn: number;
  /** In use, or being opened for a user. */
  readonly checkedOut: number;
  /** Open beyond `size`. */
  readonly overflow: number;
  /** How many wait for a connection now. */
  readonly waiting: number;
  /** Since the start: how many gave up waiting. */
  readonly timeouts: number;
  /** Since the start: connections replaced because of their age; null when the driver does not tell. */
  readonly recycled: number | null;
  /** Since the start: connections replaced because they no longer answered. */
  readonly failedPings: number;
  /** From asking to having a checked connection, of the latest 512. */
  readonly acquireMs: Percentiles;
}

export interface WriteStatistics {
  readonly running: number;
  readonly waiting: number;
  /** Since the start. */
  readonly committed: number;
  /** Since the start. */
  readonly rolledBack: number;
  /** From begin to the end of commit or rollback, of the latest 512. */
  readonly heldMs: Percentiles;
  /** From asking to begin, of the latest 512. */
  readonly waitMs: Percentiles;
}

export interface PoolStatistics extends ConnectionStatistics {
  readonly database: 'sqlite' | 'postgres';
  readonly writes: WriteStatistics;
}
