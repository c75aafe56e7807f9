import { DatabaseClosedError, PoolExhaustedError } from './database.errors.js';
import { type MonotonicTime } from './monotonic-time.js';

interface Waiter {
  readonly grant: () => void;
  readonly refuse: (error: Error) => void;
}

/** A fixed number of slots, given out in the order of asking. */
export class FifoSlots {
  private held = 0;
  private closed = false;
  private refusals = 0;
  private readonly queue: Waiter[] = [];
  private drained: () => void = () => undefined;

  /** @param timeoutMs how long one waits at most for a slot */
  constructor(
    private readonly capacity: number,
    private readonly timeoutMs: number,
    private readonly time: MonotonicTime,
  ) {}

  get taken(): number {
    return this.held;
  }

  get waiting(): number {
    return this.queue.length;
  }

  /** How many gave up waiting. */
  get timeouts(): number {
    return this.refusals;
  }

  /** @throws PoolExhaustedError after the time-out, DatabaseClosedError once closed. */
  async take(): Promise<void> {
    if (this.closed) throw new DatabaseClosedError();
    if (this.held >= this.capacity) return this.wait();
    this.held += 1;
  }

  /** Gives a slot back: to the one who waits longest, if any. */
  free(): void {
    const next = this.queue.shift();
    if (next !== undefined) return next.grant();
    this.held -= 1;
    if (this.held === 0) this.drained();
  }

  /** Refuses those who wait and all who come later; resolves when every slot has come back. */
  async close(): Promise<void> {
    this.closed = true;
    for (const waiter of this.queue.splice(0)) waiter.refuse(new DatabaseClosedError());
    if (this.held === 0) return;
    await new Promise<void>((resolve) => {
      this.drained = resolve;
    });
  }

  private wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancelTimeout = this.time.after(this.timeoutMs, () => {
        this.queue.splice(this.queue.indexOf(waiter), 1);
        this.refusals += 1;
        reject(new PoolExhaustedError(this.timeoutMs));
      });
      const waiter: Waiter = {
        grant: () => {
          cancelTimeout();
          resolve();
        },
        refuse: (error) => {
          cancelTimeout();
          reject(error);
        },
      };
      this.queue.push(waiter);
    });
  }
}
