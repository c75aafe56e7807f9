import { type EntityManager, type QueryRunner } from 'typeorm';
import { TransactionAbortedError, TransactionEndedError } from './database.errors.js';

/** Turns a driver's error into one of ours where we have a name for it. */
export type ErrorTranslation = (error: unknown) => unknown;

/**
 * One transaction on one query runner, with the promises that neither driver keeps by itself: its statements run one
 * after the other, none runs after a failed one, and none after the end, when it would commit by itself.
 */
export class Transaction {
  readonly manager: EntityManager;
  private readonly send: QueryRunner['query'];
  private tail: Promise<void> = Promise.resolve();
  private queued = 0;
  private ended = false;
  private broken = false;
  private failure: { readonly cause: unknown } | undefined;

  constructor(
    private readonly runner: QueryRunner,
    private readonly translate: ErrorTranslation,
  ) {
    this.manager = runner.manager;
    this.send = runner.query.bind(runner);
  }

  get hasEnded(): boolean {
    return this.ended;
  }

  /** Whether the connection must not be used again: the end of the transaction was not confirmed. */
  get isBroken(): boolean {
    return this.broken;
  }

  /** @param statement such as BEGIN; nothing has been sent before it, so that it may be tried again */
  async begin(statement: string): Promise<void> {
    await this.control(statement);
    Object.assign(this.runner, {
      query: this.query.bind(this),
      // TypeORM must know that a transaction is open: `save` then joins it, and `manager.transaction` sets a savepoint.
      isTransactionActive: true,
      transactionDepth: 1,
    });
  }

  /** Makes sure that nothing is committed, whatever follows. */
  fail(cause: unknown): void {
    this.failure ??= { cause };
  }

  /** Commits after the statements that were not awaited. @throws the failure that forbids it; `rollback` must follow */
  async commit(): Promise<void> {
    while (this.queued > 0) await this.tail;
    if (this.failure !== undefined) throw this.failure.cause;
    this.ended = true;
    await this.control('COMMIT');
  }

  /** Refuses statements that have not begun, waits for the one that has, and takes everything back. Never throws. */
  async rollback(): Promise<void> {
    this.ended = true;
    await this.tail;
    try {
      await this.send('ROLLBACK');
    } catch {
      // Either the connection is lost, or SQLite has rolled back by itself, as it does on a full disk.
      this.broken = true;
    }
  }

  private async query(...statement: Parameters<QueryRunner['query']>): Promise<unknown> {
    const before = this.tail;
    let leave: () => void = () => undefined;
    this.tail = new Promise((resolve) => {
      leave = resolve;
    });
    this.queued += 1;
    await before;
    try {
      return await this.run(statement);
    } finally {
      this.queued -= 1;
      leave();
    }
  }

  private async run(statement: Parameters<QueryRunner['query']>): Promise<unknown> {
    if (this.ended) throw new TransactionEndedError();
    if (this.failure !== undefined) throw new TransactionAbortedError(this.failure.cause);
    try {
      return await this.send(...statement);
    } catch (error) {
      const cause = this.translate(error);
      this.fail(cause);
      throw cause;
    }
  }

  private async control(statement: string): Promise<void> {
    try {
      await this.send(statement);
    } catch (error) {
      throw this.translate(error);
    }
  }
}
