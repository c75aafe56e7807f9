import { type ConnectionStatistics } from './database.js';
import { DurationSamples } from '../metrics/duration-samples.js';
import { FifoSlots } from './fifo-slots.js';
import { type MonotonicTime } from './monotonic-time.js';

export interface ConnectionPoolOptions<T> {
  /** Connections that stay open between uses; opened when first needed. */
  readonly size: number;
  /** Connections beyond `size`, closed when they are free for `lingerMs`. */
  readonly maxOverflow: number;
  /** To open one costs more than many reads: those that a burst has opened stay until it is over. */
  readonly lingerMs: number;
  readonly acquireTimeoutMs: number;
  /** Age at which a connection is replaced instead of used again. */
  readonly recycleMs: number;
  /** For so long after it last worked, a connection is lent again without a ping. */
  readonly trustMs: number;
  readonly time: MonotonicTime;
  readonly open: () => Promise<T>;
  readonly close: (connection: T) => Promise<void>;
  /** Rejects when the connection no longer works. */
  readonly ping: (connection: T) => Promise<void>;
}

/** A connection for one user at a time; exactly one of `release` and `discard` must be called, once. */
export interface Lease<T> {
  readonly connection: T;
  /** Gives it back to be lent again: it works. */
  release(): void;
  /** Closes the connection instead of keeping it: its state is unknown. */
  discard(): void;
}

interface Member<T> {
  readonly connection: T;
  readonly openedAt: number;
  /** When it was opened, or given back by somebody whose work went well. */
  readonly workedAt: number;
}

/** A pool of any kind of connection: permanent ones plus overflow, first come first served, each checked before use unless it has just worked. */
export class ConnectionPool<T> {
  private readonly slots: FifoSlots;
  private readonly idle: Member<T>[] = [];
  private readonly closings = new Set<Promise<void>>();
  private readonly acquireTimes = new DurationSamples();
  private recycled = 0;
  private failedPings = 0;
  private closed = false;
  private cancelTrim: (() => void) | undefined;

  constructor(private readonly options: ConnectionPoolOptions<T>) {
    this.slots = new FifoSlots(options.size + options.maxOverflow, options.acquireTimeoutMs, options.time);
  }

  /** @throws PoolExhaustedError after the time-out, DatabaseClosedError once closed, and what `open` throws. */
  async acquire(): Promise<Lease<T>> {
    const askedAt = this.options.time.now();
    await this.slots.take();
    try {
      const member = (await this.takeIdle()) ?? (await this.openNew());
      this.acquireTimes.add(this.options.time.now() - askedAt);
      return this.leaseOf(member);
    } catch (error) {
      this.slots.free();
      throw error;
    }
  }

  /** Refuses those who wait, closes what is idle, and resolves when everything lent has come back and is closed. */
  async close(): Promise<void> {
    this.closed = true;
    this.cancelTrim?.();
    for (const member of this.idle.splice(0)) this.shut(member);
    await this.slots.close();
    await Promise.all(this.closings);
  }

  statistics(): ConnectionStatistics {
    const { size, maxOverflow } = this.options;
    return {
      size,
      maxOverflow,
      checkedIn: this.idle.length,
      checkedOut: this.slots.taken,
      overflow: Math.max(0, this.openCount() - size),
      waiting: this.slots.waiting,
      timeouts: this.slots.timeouts,
      recycled: this.recycled,
      failedPings: this.failedPings,
      acquireMs: this.acquireTimes.percentiles(),
    };
  }

  private leaseOf(member: Member<T>): Lease<T> {
    return {
      connection: member.connection,
      release: () => {
        const isAwaited = this.slots.waiting > 0;
        this.keep({ ...member, workedAt: this.options.time.now() });
        this.slots.free();
        if (!isAwaited) this.trim();
      },
      discard: () => {
        this.shut(member);
        this.slots.free();
      },
    };
  }

  /** The connection used last is taken first: its caches are warm, and the others stay unopened. */
  private async takeIdle(): Promise<Member<T> | undefined> {
    for (let member = this.idle.pop(); member !== undefined; member = this.idle.pop()) {
      if (this.isTooOld(member)) this.recycled += 1;
      else if (await this.works(member)) return member;
      else this.failedPings += 1;
      this.shut(member);
    }
    return undefined;
  }

  private async openNew(): Promise<Member<T>> {
    const connection = await this.options.open();
    const openedAt = this.options.time.now();
    return { connection, openedAt, workedAt: openedAt };
  }

  private isTooOld(member: Member<T>): boolean {
    return this.options.time.now() - member.openedAt >= this.options.recycleMs;
  }

  private async works({ connection, workedAt }: Member<T>): Promise<boolean> {
    if (this.options.time.now() - workedAt < this.options.trustMs) return true;
    try {
      await this.options.ping(connection);
      return true;
    } catch {
      return false; // whatever the reason: another connection takes its place
    }
  }

  private keep(member: Member<T>): void {
    if (this.closed) return this.shut(member);
    this.idle.push(member);
  }

  /** Closes connections beyond `size` that were free for long enough, those first that were free for longest. */
  private trim(): void {
    const { size, lingerMs, time } = this.options;
    if (this.cancelTrim !== undefined) return; // it looks again by itself
    for (let [first] = this.idle; first !== undefined && this.openCount() > size; [first] = this.idle) {
      const remainingMs = first.workedAt + lingerMs - time.now();
      if (remainingMs > 0) {
        this.cancelTrim = time.after(remainingMs, () => {
          this.cancelTrim = undefined;
          this.trim();
        });
        return;
      }
      this.idle.shift();
      this.shut(first);
    }
  }

  private openCount(): number {
    return this.slots.taken + this.idle.length;
  }

  private shut(member: Member<T>): void {
    // A connection that fails to close is given up all the same: it is never used again.
    const closing = this.options
      .close(member.connection)
      .catch(() => undefined)
      .finally(() => this.closings.delete(closing));
    this.closings.add(closing);
  }
}
