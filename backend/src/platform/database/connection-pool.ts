import { type ConnectionStatistics } from './database.js';
import { DurationSamples } from '../metrics/duration-samples.js';
import { FifoSlots } from './fifo-slots.js';
import { type MonotonicTime } from './monotonic-time.js';

export interface ConnectionPoolOptions<T> {
  /** Connections that stay open between uses; opened when first needed. */
  readonly size: number;
  /** Connections beyond `size` that are closed as soon as they are given back. */
  readonly maxOverflow: number;
  readonly acquireTimeoutMs: number;
  /** Age at which a connection is replaced instead of used again. */
  readonly recycleMs: number;
  readonly time: MonotonicTime;
  readonly open: () => Promise<T>;
  readonly close: (connection: T) => Promise<void>;
  /** Rejects when the connection no longer works. */
  readonly ping: (connection: T) => Promise<void>;
}

/** A connection for one user at a time; exactly one of `release` and `discard` must be called, once. */
export interface Lease<T> {
  readonly connection: T;
  release(): void;
  /** Closes the connection instead of keeping it: its state is unknown. */
  discard(): void;
}

interface Member<T> {
  readonly connection: T;
  readonly openedAt: number;
}

/** A pool of any kind of connection: permanent ones plus overflow, first come first served, each checked before use. */
export class ConnectionPool<T> {
  private readonly slots: FifoSlots;
  private readonly idle: Member<T>[] = [];
  private readonly closings = new Set<Promise<void>>();
  private readonly acquireTimes = new DurationSamples();
  private recycled = 0;
  private failedPings = 0;
  private closed = false;

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
      overflow: Math.max(0, this.slots.taken + this.idle.length - size),
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
        this.keep(member);
        this.slots.free();
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
    return { connection: await this.options.open(), openedAt: this.options.time.now() };
  }

  private isTooOld(member: Member<T>): boolean {
    return this.options.time.now() - member.openedAt >= this.options.recycleMs;
  }

  private async works(member: Member<T>): Promise<boolean> {
    try {
      await this.options.ping(member.connection);
      return true;
    } catch {
      return false; // whatever the reason: another connection takes its place
    }
  }

  private keep(member: Member<T>): void {
    const isOverflow = this.slots.taken + this.idle.length > this.options.size;
    if (this.closed || (isOverflow && this.slots.waiting === 0)) return this.shut(member);
    this.idle.push(member);
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
