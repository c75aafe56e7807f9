/** What a level keeps: the value by reference where it can, with the tags that end it. */
export interface CacheEntry {
  readonly value: unknown;
  /** Name of its region. */
  readonly region: string;
  readonly tags: readonly string[];
  /** Size of the value, where it is known; 0 otherwise. */
  readonly bytes: number;
  /** Asked at the moment at which the entry would become readable: false when its data has changed by then. */
  readonly isCurrent?: () => boolean;
}

/** A place that keeps entries for a while. Levels differ in reach and speed, not in meaning. */
export interface CacheLevel {
  /** Undefined when there is none, or none any more. */
  get(key: string): Promise<CacheEntry | undefined>;
  set(key: string, entry: CacheEntry, ttlMs: number): Promise<unknown>;
  /** Removes every entry with one of these tags: a `get` that begins afterwards does not see it. */
  invalidate(tags: readonly string[]): Promise<void>;
  /** Removes everything. */
  clear(): Promise<void>;
  close(): Promise<void>;
}
