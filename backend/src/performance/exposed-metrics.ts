import { Counter, Gauge, type Registry } from 'prom-client';
import { type Cache } from '../cache/cache.js';
import { type RegionStatistics } from '../cache/region-statistics.js';
import { type Database, type PoolStatistics } from '../platform/database/database.js';

/** Counts that others keep, read when Prometheus asks. */
export function exposeCache(registry: Registry, cache: Cache): void {
  const counted = {
    hits: 'Questions answered',
    misses: 'Questions not answered',
    evictions: 'Values that left a full cache',
  };
  for (const [field, help] of Object.entries(counted) as [keyof typeof counted, string][]) {
    new Counter({
      name: `parallax_cache_${field}_total`,
      help: `${help}, by region.`,
      labelNames: ['region'] as const,
      registers: [registry],
      collect() {
        this.reset();
        for (const statistics of cache.statistics()) this.inc({ region: statistics.region }, statistics[field]);
      },
    });
  }
  const sized: Readonly<Record<string, (statistics: RegionStatistics) => number>> = {
    parallax_cache_entries: ({ size }) => size,
    parallax_cache_size_bytes: ({ bytes }) => bytes,
  };
  for (const [name, read] of Object.entries(sized)) {
    new Gauge({
      name,
      help: 'What the cache holds, by region.',
      labelNames: ['region'] as const,
      registers: [registry],
      collect() {
        for (const statistics of cache.statistics()) this.set({ region: statistics.region }, read(statistics));
      },
    });
  }
}

export function exposeDatabase(registry: Registry, database: Database): void {
  new Gauge({
    name: 'parallax_database_connections',
    help: 'Connections of the pool, by state; waiting: requests without one.',
    labelNames: ['state'] as const,
    registers: [registry],
    collect() {
      const { checkedIn, checkedOut, overflow, waiting } = database.statistics();
      const states = { checked_in: checkedIn, checked_out: checkedOut, overflow, waiting };
      for (const [state, count] of Object.entries(states)) this.set({ state }, count);
    },
  });
  const counted: Readonly<Record<string, readonly [string, (statistics: PoolStatistics) => number]>> = {
    parallax_database_pool_timeouts_total: ['Requests that gave up waiting for a connection.', (all) => all.timeouts],
    parallax_database_failed_pings_total: ['Connections that no longer answered.', (all) => all.failedPings],
    parallax_database_commits_total: ['Write transactions that were committed.', (all) => all.writes.committed],
    parallax_database_rollbacks_total: ['Write transactions that were rolled back.', (all) => all.writes.rolledBack],
  };
  for (const [name, [help, read]] of Object.entries(counted)) {
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read(database.statistics()));
      },
    });
  }
  new Gauge({
    name: 'parallax_database_acquire_seconds',
    help: 'From asking to having a connection, of the latest 512.',
    labelNames: ['quantile'] as const,
    registers: [registry],
    collect() {
      const { p50, p95, p99 } = database.statistics().acquireMs;
      for (const [quantile, value] of Object.entries({ '0.5': p50, '0.95': p95, '0.99': p99 })) {
        this.set({ quantile }, value / 1000);
      }
    },
  });
}
