import { DomainError } from '../errors/domain-error.js';

/** Thrown when no connection became free in time: too many requests at once, or some that hold theirs too long. */
export class PoolExhaustedError extends DomainError {
  readonly code = 'database.pool-exhausted';
  readonly kind = 'unavailable';
  override readonly retryAfterSeconds = 5;

  constructor(timeoutMs: number) {
    super(`No database connection became free within ${timeoutMs / 1000} s.`);
  }
}

/** Thrown when another process (a backup, a shell) keeps SQLite's write lock, or PostgreSQL ended a deadlock. */
export class DatabaseBusyError extends DomainError {
  readonly code = 'database.busy';
  readonly kind = 'unavailable';
  override readonly retryAfterSeconds = 2;

  constructor(options?: ErrorOptions) {
    super('The database is locked by other work. Nothing was stored.', options);
  }
}

/** Thrown when the database cannot be reached or read. After a lost connection at commit, whether it was stored is unknown. */
export class DatabaseUnavailableError extends DomainError {
  readonly code = 'database.unavailable';
  readonly kind = 'unavailable';
  override readonly retryAfterSeconds = 5;

  constructor(reason: string, options?: ErrorOptions) {
    super(`The database does not answer: ${reason}`, options);
  }
}

/** Thrown for work that arrives while the server stops. */
export class DatabaseClosedError extends DomainError {
  readonly code = 'database.closed';
  readonly kind = 'unavailable';
  override readonly retryAfterSeconds = 5;

  constructor() {
    super('The database is closed: the server is stopping.');
  }
}

/** Thrown when the disk of the database has no room left. Reads go on. */
export class StorageFullError extends DomainError {
  readonly code = 'storage.full';
  readonly kind = 'insufficient-storage';

  constructor(options?: ErrorOptions) {
    super('The disk of the database is full. Free some space; nothing needs to be restarted.', options);
  }
}

/** Thrown when a row breaks a unique index or primary key; `cause` names it. */
export class UniqueViolationError extends DomainError {
  readonly code = 'database.unique-violation';
  readonly kind = 'conflict';

  constructor(options?: ErrorOptions) {
    super('A row with the same key exists already.', options);
  }
}

/** Thrown when the work of a write transaction took too long; it was rolled back, so that other writers can go on. */
export class WriteTimedOutError extends DomainError {
  readonly code = 'database.write-timed-out';
  readonly kind = 'unavailable';
  override readonly retryAfterSeconds = 5;

  constructor(limitMs: number) {
    super(`A write transaction was not finished within ${limitMs / 1000} s and was rolled back.`);
  }
}

/** A mistake in our code: a statement was sent on the manager of a transaction that had ended. Is something not awaited? */
export class TransactionEndedError extends Error {
  override readonly name = 'TransactionEndedError';

  constructor() {
    super('The transaction of this manager has ended.');
  }
}

/** A statement came after one that had failed. The whole transaction is going to be rolled back; `cause` says why. */
export class TransactionAbortedError extends Error {
  override readonly name = 'TransactionAbortedError';

  constructor(cause: unknown) {
    super('A statement of this transaction failed before.', { cause });
  }
}

/** A mistake in our code: `write` was called inside `read`, which could wait for itself on a full pool. */
export class WriteInsideReadError extends Error {
  override readonly name = 'WriteInsideReadError';

  constructor() {
    super('A write cannot begin inside a read: let the read end first.');
  }
}
