import { createCache } from 'cache-manager';
import { Keyv } from 'keyv';
import { LRUCache } from 'lru-cache';
import { type CacheEntry, type CacheLevel } from './cache-level.js';
import { TagIndex } from './tag-index.js';

/** As Keyv keeps an entry. */
interface Kept {
  readonly value: CacheEntry;
  /** Milliseconds since 1970. */
  readonly expires?: number;
}

/** Why an entry left: `evict` when the level was full, `set` when another took its place. */
export type RemovalReason = LRUCache.DisposeReason;

/** Told of every entry that comes and goes. */
export interface MemoryListener {
  added(entry: CacheEntry): void;
  removed(entry: CacheEntry, reason: RemovalReason): void;
}

/**
 * Entries in the memory of this process, by reference: nothing is serialised or copied. Bounded by their number; the one
 * that was not used for the longest time goes first.
 */
export class MemoryLevel implements CacheLevel {
  private readonly tags = new TagIndex();
  private readonly kept: LRUCache<string, Kept>;
  private readonly manager;

  constructor(maxEntries: number, listener: MemoryListener) {
    this.kept = new LRUCache<string, Kept>({
      max: maxEntries,
      onInsert: ({ value }, key) => {
        this.tags.add(key, value.tags);
        listener.added(value);
      },
      dispose: ({ value }, key, reason) => {
        this.tags.remove(key, value.tags);
        listener.removed(value, reason);
      },
    });
    const store = new Keyv<CacheEntry>({ store: storeOf(this.kept), useKeyPrefix: false });
    store.serialize = undefined; // values stay what they are: a serialiser costs a thousand times the look-up
    store.deserialize = undefined;
    this.manager = createCache({ stores: [store] });
  }

  get size(): number {
    return this.kept.size;
  }

  get(key: string): Promise<CacheEntry | undefined> {
    return this.manager.get<CacheEntry>(key);
  }

  /**
   * The same as `get` without a promise: for whoever answers a request before anything else is done for it, and before `get`,
   * because the promises on the way through cache-manager cost more than the look-up. It leaves what is over to `get`, which removes it.
   */
  peek(key: string): CacheEntry | undefined {
    const kept = this.kept.get(key);
    return kept === undefined || isOver(kept) ? undefined : kept.value;
  }

  set(key: string, entry: CacheEntry, ttlMs: number): Promise<unknown> {
    return this.manager.set(key, entry, ttlMs);
  }

  /** Done before it returns, not only before its promise resolves. */
  invalidate(tags: readonly string[]): Promise<void> {
    for (const key of this.tags.keysWith(tags)) this.kept.delete(key);
    return Promise.resolve();
  }

  async clear(): Promise<void> {
    await this.manager.clear();
  }

  /** Removes what has outlived its time but was not asked for since. Returns how many that were. */
  removeExpired(): number {
    const over = [...this.kept.entries()].filter(([, kept]) => isOver(kept));
    for (const [key] of over) this.kept.delete(key);
    return over.length;
  }

  close(): Promise<void> {
    return this.clear();
  }
}

/** The cache as Keyv wants its stores. What is no longer current is not let in: there is no moment in which it could be read. */
function storeOf(kept: LRUCache<string, Kept>) {
  return {
    get: (key: string) => kept.get(key),
    set: (key: string, value: Kept) => {
      if (value.value.isCurrent?.() !== false) kept.set(key, value);
    },
    delete: (key: string) => kept.delete(key),
    clear: () => kept.clear(),
  };
}

function isOver({ expires }: Kept): boolean {
  return expires !== undefined && expires < Date.now();
}
