import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@nestjs/common';
import { type Work } from './database.js';
import { WriteInsideReadError } from './database.errors.js';
import { type Transaction } from './transaction.js';

interface Context {
  readonly door: 'read' | 'write';
  readonly transaction: Transaction;
  readonly afterCommit: (() => void)[];
}

/** Which transaction the running code is in: what makes nested calls join and `afterCommit` find its place. */
export class TransactionContext {
  private readonly storage = new AsyncLocalStorage<Context>();
  private readonly log = new Logger('Database');
  /** How many transactions are open. */
  private followed = 0;

  /** The work joined to the open write transaction; undefined outside of one. @throws WriteInsideReadError */
  joinWrite<T>(work: Work<T>): Promise<T> | undefined {
    const context = this.open();
    if (context === undefined) return undefined;
    if (context.door === 'read') return Promise.reject(new WriteInsideReadError());
    return joined(context.transaction, work);
  }

  /** The work on the connection of the transaction that is open, of either door; undefined outside of one. */
  joinRead<T>(work: Work<T>): Promise<T> | undefined {
    const transaction = this.open()?.transaction;
    return transaction === undefined ? undefined : work(transaction.manager);
  }

  runRead<T>(transaction: Transaction, work: Work<T>): Promise<T> {
    return this.whileFollowed(() => this.run({ door: 'read', transaction, afterCommit: [] }, work));
  }

  /** @param end commits when `work` resolved; the actions of `afterCommit` follow it */
  runWrite<T>(transaction: Transaction, work: Work<T>, end: () => Promise<void>): Promise<T> {
    return this.whileFollowed(async () => {
      const context: Context = { door: 'write', transaction, afterCommit: [] };
      const result = await this.run(context, work);
      await end();
      for (const action of context.afterCommit) this.act(action);
      return result;
    });
  }

  afterCommit(action: () => void): void {
    const context = this.open();
    if (context?.door === 'write') context.afterCommit.push(action);
    else this.act(action);
  }

  /** A context outlives its transaction in work that nobody awaited: such work is outside again. */
  private open(): Context | undefined {
    const context = this.storage.getStore();
    return context?.transaction.hasEnded === false ? context : undefined;
  }

  /**
   * Node follows every asynchronous step of the process while a storage is in use, whoever it is for: an answer out of the cache
   * takes a seventh longer. So it is turned off when no transaction is open.
   */
  private async whileFollowed<T>(transaction: () => Promise<T>): Promise<T> {
    this.followed += 1;
    try {
      return await transaction();
    } finally {
      this.followed -= 1;
      if (this.followed === 0) this.storage.disable();
    }
  }

  private run<T>(context: Context, work: Work<T>): Promise<T> {
    return this.storage.run(context, async () => work(context.transaction.manager));
  }

  private act(action: () => void): void {
    try {
      action();
    } catch (error) {
      // The rows are stored: the caller must not take a failed follow-up for a failed write.
      this.log.error('An action after a commit failed.', error instanceof Error ? error.stack : String(error));
    }
  }
}

async function joined<T>(transaction: Transaction, work: Work<T>): Promise<T> {
  try {
    return await work(transaction.manager);
  } catch (error) {
    transaction.fail(error);
    throw error;
  }
}
