import { Injectable } from '@nestjs/common';
import { Cache } from '../cache/cache.js';
import { rateOf } from '../cache/region-statistics.js';
import { Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { type CacheStatisticsDto, type PerformanceDto, type ScanFiguresListDto } from './dto/performance.dto.js';
import { EventLoopMonitor } from './event-loop-monitor.js';
import { HttpTimings } from './http-timings.js';
import { PerformanceBoard, type ScanFigures } from './performance-board.js';

/** Gathers what was measured. Nothing here is computed from a promise: each figure was counted or timed. */
@Injectable()
export class PerformanceService {
  constructor(
    private readonly cache: Cache,
    private readonly database: Database,
    private readonly board: PerformanceBoard,
    private readonly http: HttpTimings,
    private readonly eventLoop: EventLoopMonitor,
    private readonly config: Config,
  ) {}

  async overview(): Promise<PerformanceDto> {
    const { rss, heapUsed, external } = process.memoryUsage();
    return {
      uptimeSeconds: Math.round(process.uptime()),
      memory: { residentBytes: rss, heapUsedBytes: heapUsed, externalBytes: external },
      eventLoopDelayMs: this.eventLoop.snapshot(),
      http: [...this.http.snapshot()],
      cache: this.cacheStatistics(),
      database: this.database.statistics(),
      queue: await this.board.read('queue'),
      tools: [...(await this.board.read('tools'))],
      scans: [...(await this.board.read('scans'))],
      configuration: this.configuration(),
    };
  }

  cacheStatistics(): CacheStatisticsDto {
    const regions = [...this.cache.statistics()];
    const sum = (field: 'hits' | 'misses' | 'size'): number =>
      regions.reduce((total, region) => total + region[field], 0);
    const [hits, misses] = [sum('hits'), sum('misses')];
    return {
      enabled: this.cache.enabled,
      maxSize: this.config.cache.maxSize,
      shared: this.config.cache.redisUrl !== undefined,
      hits,
      misses,
      hitRate: rateOf(hits, misses),
      size: sum('size'),
      regions,
    };
  }

  async scans(): Promise<ScanFiguresListDto> {
    const items = [...(await this.board.read('scans'))];
    const median = medianSpeedUp(items);
    return { items, ...(median === undefined ? {} : { medianSpeedUp: median }) };
  }

  private configuration(): PerformanceDto['configuration'] {
    const { scans, database, cache } = this.config;
    return {
      maxConcurrentScans: scans.maxConcurrentScans,
      maxConcurrentToolExecutions: scans.maxConcurrentToolExecutions,
      maxToolRunsPerHost: scans.maxRunsPerHost,
      databasePoolSize: database.poolSize,
      databaseMaxOverflow: database.maxOverflow,
      databasePoolTimeoutSeconds: database.poolTimeoutMs / 1000,
      databasePoolRecycleSeconds: database.recycleMs / 1000,
      cacheTtlSeconds: cache.ttlMs / 1000,
      cacheScanResultsTtlSeconds: cache.scanResultsTtlMs / 1000,
      cacheToolOutputTtlSeconds: cache.toolOutputTtlMs / 1000,
    };
  }
}

function medianSpeedUp(scans: readonly ScanFigures[]): number | undefined {
  const sorted = scans.map(({ speedUp }) => speedUp).sort((first, second) => first - second);
  return sorted[Math.floor(sorted.length / 2)];
}
