import KeyvRedis, { createClient } from '@keyv/redis';
import { createCache } from 'cache-manager';
import { Keyv } from 'keyv';
import { type CacheEntry, type CacheLevel } from './cache-level.js';

/** Thrown at the start when nothing answers under REDIS_URL. */
export class RedisUnreachableError extends Error {
  constructor(url: string, cause: Error) {
    const { protocol, host } = new URL(url); // without the password
    super(
      `REDIS_URL: no Redis answers at ${protocol}//${host}: ${cause.message}. Start it, or leave REDIS_URL empty.`,
      {
        cause,
      },
    );
    this.name = 'RedisUnreachableError';
  }
}

/** Time for one question; a cache that takes longer is slower than the work it saves. */
const TIMEOUT_MS = 1000;
/** After a failed invalidation the level is emptied before it is used again; tried so often. */
const RETRY_AFTER_MS = 5000;

/**
 * Entries in Redis, shared by all servers that use the same. It may fail without harm: a failed `get` is a miss, and after a
 * failed `invalidate` nothing is read from it until it could be emptied.
 */
export class RedisLevel implements CacheLevel {
  private readonly client;
  private readonly manager;
  private distrustedUntil = 0;

  private constructor(
    url: string,
    private readonly namespace: string,
    private readonly failed: (error: Error) => void,
  ) {
    this.client = createClient({
      url,
      disableOfflineQueue: true, // better a miss at once than a hit after the reconnect
      socket: { connectTimeout: TIMEOUT_MS, reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, 5000) },
    });
    this.client.on('error', (error: Error) => this.failed(error));
    const keyv = new Keyv<CacheEntry>({
      store: new KeyvRedis<CacheEntry>(this.client, { namespace, throwOnErrors: true }),
      namespace,
      useKeyPrefix: false,
      throwOnErrors: true,
    });
    this.manager = createCache({ stores: [keyv] });
    this.manager.on('get', ({ error }: { error?: unknown }) => {
      if (error !== undefined) this.failed(toError(error));
    });
  }

  /** @param failed told each error that was survived. @throws RedisUnreachableError: a wrong address must be noticed */
  static async open(url: string, namespace: string, failed: (error: Error) => void): Promise<RedisLevel> {
    const level = new RedisLevel(url, namespace, failed);
    try {
      await withinTime(level.client.connect());
      return level;
    } catch (error) {
      level.client.destroy();
      throw new RedisUnreachableError(url, toError(error));
    }
  }

  async get(key: string): Promise<CacheEntry | undefined> {
    if (!(await this.isTrusted())) return undefined;
    return this.survive(() => this.manager.get<CacheEntry>(key));
  }

  async set(key: string, entry: CacheEntry, ttlMs: number): Promise<void> {
    if (!(await this.isTrusted())) return;
    await this.survive(async () => {
      // the tags first: an entry that nobody can invalidate must not exist
      for (const tag of entry.tags) {
        await this.client.sAdd(this.tagKey(tag), key);
        await this.client.pExpire(this.tagKey(tag), ttlMs, 'NX');
        await this.client.pExpire(this.tagKey(tag), ttlMs, 'GT');
      }
      await this.manager.set(key, entry, ttlMs);
    });
  }

  async invalidate(tags: readonly string[]): Promise<void> {
    const done = await this.survive(async () => {
      for (const tag of tags) {
        const keys = await this.client.sMembers(this.tagKey(tag));
        if (keys.length > 0) await this.manager.mdel(keys);
        await this.client.unlink(this.tagKey(tag));
      }
      return true;
    });
    if (done === undefined) this.distrustedUntil = Date.now() + RETRY_AFTER_MS;
  }

  async clear(): Promise<void> {
    await this.manager.clear();
    for await (const keys of this.client.scanIterator({ MATCH: `${this.namespace}-tag:*`, COUNT: 500 })) {
      if (keys.length > 0) await this.client.unlink(keys);
    }
  }

  close(): Promise<void> {
    this.client.destroy();
    return Promise.resolve();
  }

  private tagKey(tag: string): string {
    return `${this.namespace}-tag:${tag}`;
  }

  private async isTrusted(): Promise<boolean> {
    if (this.distrustedUntil === 0) return true;
    if (Date.now() < this.distrustedUntil) return false;
    this.distrustedUntil = Date.now() + RETRY_AFTER_MS;
    const emptied = await this.survive(async () => {
      await this.clear();
      return true;
    });
    if (emptied === true) this.distrustedUntil = 0;
    return emptied === true;
  }

  private async survive<T>(action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await withinTime(action());
    } catch (error) {
      this.failed(toError(error));
      return undefined;
    }
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** The client itself waits for ever for an answer to what it has sent. */
async function withinTime<T>(action: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis did not answer within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  });
  try {
    return await Promise.race([action, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
