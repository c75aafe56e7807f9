import { type Work, type WriteStatistics } from './database.js';
import { WriteTimedOutError } from './database.errors.js';
import { DurationSamples } from '../metrics/duration-samples.js';
import { type MonotonicTime } from './monotonic-time.js';
import { type TransactionContext } from './transaction-context.js';
import { type Transaction } from './transaction.js';

/** Leads write transactions from their begin to their end, and counts them. */
export class WriteTransactions {
  private running = 0;
  private committed = 0;
  private rolledBack = 0;
  private readonly held = new DurationSamples();

  constructor(
    private readonly context: TransactionContext,
    private readonly limitMs: number,
    private readonly time: MonotonicTime,
  ) {}

  /** @param transaction has begun; it has ended when this settles */
  async run<T>(transaction: Transaction, work: Work<T>): Promise<T> {
    const begunAt = this.time.now();
    this.running += 1;
    try {
      const limited: Work<T> = (manager) => this.limit(work(manager));
      const result = await this.context.runWrite(transaction, limited, () => transaction.commit());
      this.committed += 1;
      return result;
    } catch (error) {
      await transaction.rollback();
      this.rolledBack += 1;
      throw error;
    } finally {
      this.running -= 1;
      this.held.add(this.time.now() - begunAt);
    }
  }

  statistics(): Omit<WriteStatistics, 'waiting' | 'waitMs'> {
    const { running, committed, rolledBack } = this;
    return { running, committed, rolledBack, heldMs: this.held.percentiles() };
  }

  /** Work that waits for ever would stop every writer after it, so it loses its transaction instead. */
  private async limit<T>(work: Promise<T>): Promise<T> {
    let cancel: () => void = () => undefined;
    const tooLate = new Promise<never>((_, reject) => {
      cancel = this.time.after(this.limitMs, () => {
        reject(new WriteTimedOutError(this.limitMs));
      });
    });
    return Promise.race([work, tooLate]).finally(cancel);
  }
}
