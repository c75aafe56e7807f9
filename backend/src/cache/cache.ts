import { type CacheEntry, type CacheLevel } from './cache-level.js';
import { type CacheRegion, keyIn } from './cache-region.js';
import { MemoryLevel, type RemovalReason } from './memory-level.js';
import { RegionCounter, type RegionStatistics } from './region-statistics.js';

export interface CacheSettings {
  /** Off: every question is a miss, nothing is kept, and all else stays the same. */
  readonly enabled: boolean;
  /** Most entries in memory. */
  readonly maxSize: number;
}

/** A computation under way, with what was invalidated since it began. */
interface Flight {
  readonly promise: Promise<unknown>;
  readonly invalidated: Set<string>;
}

/**
 * The one door to everything that is cached. Memory first, then the shared level when there is one. However many ask for the
 * same at once, it is computed once; a value that was being computed when its data changed is not kept, and whoever asks
 * after the change does not get it.
 */
export class Cache {
  private readonly memory: MemoryLevel;
  private readonly counters = new Map<string, RegionCounter>();
  private readonly flights = new Map<string, Flight>();
  /** Invalidations of the shared level that are under way: it is not read before they are done. */
  private invalidating: Promise<void> = Promise.resolve();

  constructor(
    private readonly settings: CacheSettings,
    private readonly shared?: CacheLevel,
  ) {
    this.memory = new MemoryLevel(settings.maxSize, {
      added: (entry) => this.added(entry),
      removed: (entry, reason) => this.removed(entry, reason),
    });
  }

  get enabled(): boolean {
    return this.settings.enabled;
  }

  /** The value if it is kept. Never waits for a computation. */
  async get<Input, Value>(region: CacheRegion<Input, Value>, input: Input): Promise<Value | undefined> {
    if (!this.settings.enabled) return undefined;
    const key = keyIn(region, input);
    const counter = this.counterOf(region.name);
    let entry = this.memory.peek(key) ?? (await this.memory.get(key));
    if (entry === undefined && this.shared !== undefined) entry = await this.getShared(region, key);
    if (entry === undefined) {
      counter.misses += 1;
      return undefined;
    }
    counter.hits += 1;
    return entry.value as Value;
  }

  /** The value if it is in memory, at once. A value is counted as a hit; its absence is not counted: the caller asks again. */
  peek<Input, Value>(region: CacheRegion<Input, Value>, input: Input): Value | undefined {
    const entry = this.memory.peek(keyIn(region, input));
    if (entry === undefined) return undefined;
    this.counterOf(region.name).hits += 1;
    return entry.value as Value;
  }

  set<Input, Value>(region: CacheRegion<Input, Value>, input: Input, value: Value): Promise<unknown> {
    if (!this.settings.enabled) return Promise.resolve();
    const key = keyIn(region, input);
    const entry = entryOf(region, input, value);
    const kept = this.memory.set(key, entry, region.ttlMs);
    const shared = this.sharedOf(region);
    return shared === undefined ? kept : Promise.all([kept, shared.set(key, entry, region.ttlMs)]);
  }

  /** The value that is kept, or what `compute` returns. `undefined` is returned but not kept; errors are not kept either. */
  async getOrCompute<Input, Value>(
    region: CacheRegion<Input, Value>,
    input: Input,
    compute: () => Promise<Value>,
  ): Promise<Value> {
    if (!this.settings.enabled) return compute();
    const key = keyIn(region, input);
    const counter = this.counterOf(region.name);
    const known = this.memory.peek(key) ?? (await this.memory.get(key));
    if (known !== undefined) {
      counter.hits += 1;
      return known.value as Value;
    }
    const flight = this.flights.get(key);
    // one that began before a change may bring what was before it
    if (flight?.invalidated.size === 0) {
      counter.hits += 1;
      return flight.promise as Promise<Value>;
    }
    return this.fly(key, region, input, compute);
  }

  /**
   * Removes every value with one of these tags. Memory is done when this returns, so that it can be called between a commit
   * and the answer to whoever asked for the change; the promise tells when the shared level is done too.
   */
  invalidate(tags: readonly string[]): Promise<void> {
    for (const { invalidated } of this.flights.values()) for (const tag of tags) invalidated.add(tag);
    void this.memory.invalidate(tags);
    const { shared } = this;
    if (shared === undefined) return Promise.resolve();
    this.invalidating = Promise.all([this.invalidating, shared.invalidate(tags)]).then(() => undefined);
    return this.invalidating;
  }

  /** Removes every value. Returns how many were in memory. */
  async clear(): Promise<number> {
    const { size } = this.memory;
    for (const { invalidated } of this.flights.values()) invalidated.add('*');
    await this.memory.clear();
    await this.shared?.clear();
    return size;
  }

  /** Removes what has outlived its time. Returns how many that were. */
  removeExpired(): number {
    return this.memory.removeExpired();
  }

  /** Of every region that was used, in the order of their names. */
  statistics(): readonly RegionStatistics[] {
    return [...this.counters.values()]
      .map((counter) => counter.snapshot())
      .sort((first, second) => first.region.localeCompare(second.region));
  }

  async close(): Promise<void> {
    await this.memory.close();
    await this.shared?.close();
  }

  private fly<Input, Value>(
    key: string,
    region: CacheRegion<Input, Value>,
    input: Input,
    compute: () => Promise<Value>,
  ): Promise<Value> {
    const invalidated = new Set<string>();
    const promise = this.find(key, region, input, compute, invalidated).finally(() => {
      if (this.flights.get(key)?.promise === promise) this.flights.delete(key);
    });
    this.flights.set(key, { promise, invalidated });
    return promise;
  }

  private async find<Input, Value>(
    key: string,
    region: CacheRegion<Input, Value>,
    input: Input,
    compute: () => Promise<Value>,
    invalidated: ReadonlySet<string>,
  ): Promise<Value> {
    const counter = this.counterOf(region.name);
    const shared = await this.getShared(region, key);
    if (shared !== undefined) {
      counter.hits += 1;
      await this.memory.set(key, guarded(shared, invalidated), region.ttlMs);
      return shared.value as Value;
    }
    counter.misses += 1;
    const value = await compute();
    if (value === undefined) return value;
    const entry = entryOf(region, input, value);
    await this.memory.set(key, guarded(entry, invalidated), region.ttlMs);
    await this.share(region, key, entry, invalidated);
    return value;
  }

  private sharedOf<Input, Value>({ reach }: CacheRegion<Input, Value>): CacheLevel | undefined {
    return reach === 'everywhere' ? this.shared : undefined;
  }

  private async getShared<Input, Value>(
    region: CacheRegion<Input, Value>,
    key: string,
  ): Promise<CacheEntry | undefined> {
    const shared = this.sharedOf(region);
    if (shared === undefined || !this.settings.enabled) return undefined;
    await this.invalidating;
    return shared.get(key);
  }

  private async share<Input, Value>(
    region: CacheRegion<Input, Value>,
    key: string,
    entry: CacheEntry,
    invalidated: ReadonlySet<string>,
  ): Promise<void> {
    const shared = this.sharedOf(region);
    if (shared === undefined || !isCurrent(entry, invalidated)) return;
    await shared.set(key, entry, region.ttlMs);
    if (!isCurrent(entry, invalidated)) await shared.invalidate(entry.tags); // it changed on the way
  }

  private added({ region, bytes }: CacheEntry): void {
    const counter = this.counterOf(region);
    counter.stored += 1;
    counter.size += 1;
    counter.bytes += bytes;
  }

  private removed({ region, bytes }: CacheEntry, reason: RemovalReason): void {
    const counter = this.counterOf(region);
    counter.size -= 1;
    counter.bytes -= bytes;
    if (reason === 'evict') counter.evictions += 1;
    if (reason === 'delete') counter.removals += 1;
  }

  private counterOf(region: string): RegionCounter {
    const known = this.counters.get(region);
    if (known !== undefined) return known;
    const counter = new RegionCounter(region);
    this.counters.set(region, counter);
    return counter;
  }
}

function entryOf<Input, Value>(region: CacheRegion<Input, Value>, input: Input, value: Value): CacheEntry {
  return { value, region: region.name, tags: region.tagsOf(input, value), bytes: region.bytesOf?.(value) ?? 0 };
}

function guarded(entry: CacheEntry, invalidated: ReadonlySet<string>): CacheEntry {
  return { ...entry, isCurrent: () => isCurrent(entry, invalidated) };
}

function isCurrent({ tags }: CacheEntry, invalidated: ReadonlySet<string>): boolean {
  if (invalidated.size === 0) return true;
  return !invalidated.has('*') && tags.every((tag) => !invalidated.has(tag));
}
