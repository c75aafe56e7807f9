/** What happened in one region since the start. */
export interface RegionStatistics {
  readonly region: string;
  readonly hits: number;
  readonly misses: number;
  /** hits / (hits + misses); 0 before the first question. */
  readonly hitRate: number;
  /** Values that were stored. */
  readonly stored: number;
  /** Values that had to leave because the cache was full. */
  readonly evictions: number;
  /** Values that left because what they are made of changed, or because their time was over. */
  readonly removals: number;
  /** Values there are now. */
  readonly size: number;
  /** Their size, as far as it is known. */
  readonly bytes: number;
}

/** Counts for one region; plain fields, because they change with every look-up. */
export class RegionCounter {
  hits = 0;
  misses = 0;
  stored = 0;
  evictions = 0;
  removals = 0;
  size = 0;
  bytes = 0;

  constructor(readonly region: string) {}

  snapshot(): RegionStatistics {
    const { region, hits, misses, stored, evictions, removals, size, bytes } = this;
    return { region, hits, misses, hitRate: rateOf(hits, misses), stored, evictions, removals, size, bytes };
  }
}

export function rateOf(hits: number, misses: number): number {
  return hits + misses === 0 ? 0 : hits / (hits + misses);
}
