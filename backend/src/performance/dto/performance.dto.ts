import { z } from 'zod';

const count = (what: string) => z.number().int().describe(what);
const milliseconds = (what: string) => z.number().describe(`${what}, milliseconds.`);

const PercentilesDto = z
  .object({
    p50: milliseconds('Half are below'),
    p95: milliseconds('95 % are below'),
    p99: milliseconds('99 % are below'),
  })
  .meta({ id: 'Percentiles' });

const CacheRegionDto = z
  .object({
    region: z.string().describe('Name of the region.'),
    hits: count('Questions that were answered from it.'),
    misses: count('Questions that were not.'),
    hitRate: z.number().describe('hits / (hits + misses).'),
    stored: count('Values that were put in.'),
    evictions: count('Values that left because the cache was full.'),
    removals: count('Values that left because their data changed or their time was over.'),
    size: count('Values there are now.'),
    bytes: count('Their size, as far as it is known.'),
  })
  .meta({ id: 'CacheRegionStatistics' });

export const CacheStatisticsDto = z
  .object({
    enabled: z.boolean().describe('Whether anything is kept (CACHE_ENABLED).'),
    maxSize: count('Most values in memory (CACHE_MAX_SIZE).'),
    shared: z.boolean().describe('Whether there is a second level in Redis (REDIS_URL).'),
    hits: count('Over all regions.'),
    misses: count('Over all regions.'),
    hitRate: z.number().describe('Over all regions.'),
    size: count('Over all regions.'),
    regions: z.array(CacheRegionDto).describe('Those that were used, by name.'),
  })
  .meta({ id: 'CacheStatistics' });
export type CacheStatisticsDto = z.infer<typeof CacheStatisticsDto>;

export const ClearedCacheDto = z
  .object({ removed: count('Values that were removed from memory.') })
  .meta({ id: 'ClearedCache' });
export type ClearedCacheDto = z.infer<typeof ClearedCacheDto>;

export const DatabaseStatisticsDto = z
  .object({
    database: z.enum(['sqlite', 'postgres']).describe('Which one it is.'),
    size: count('Permanent connections for reading at most.'),
    maxOverflow: count('Further connections under load at most.'),
    checkedIn: count('Open and free.'),
    checkedOut: count('In use.'),
    overflow: count('Open beyond the permanent ones.'),
    waiting: count('Requests that wait for a connection now.'),
    timeouts: count('Requests that gave up waiting, since the start.'),
    recycled: z.number().int().nullable().describe('Connections replaced because of their age; null when not known.'),
    failedPings: count('Connections replaced because they no longer answered.'),
    acquireMs: PercentilesDto.describe('From asking to having a connection, of the latest 512.'),
    writes: z
      .object({
        running: count('Write transactions under way.'),
        waiting: count('Write transactions that wait for their turn.'),
        committed: count('Since the start.'),
        rolledBack: count('Since the start.'),
        heldMs: PercentilesDto.describe('From begin to end, of the latest 512.'),
        waitMs: PercentilesDto.describe('From asking to begin, of the latest 512.'),
      })
      .describe('The one writer.'),
  })
  .meta({ id: 'DatabaseStatistics' });
export type DatabaseStatisticsDto = z.infer<typeof DatabaseStatisticsDto>;

const QueueFiguresDto = z
  .object({
    waitingScans: count('Scans that wait for a slot.'),
    runningScans: count('Scans in progress.'),
    runningToolRuns: count('Tool runs in progress.'),
  })
  .meta({ id: 'QueueFigures' });

const ToolFiguresDto = z
  .object({
    tool: z.string().describe('Id of the tool.'),
    runs: count('Runs that have ended.'),
    failures: count('Of these: failed, timed out or cut short.'),
    cached: count('Of these: an earlier output was read again.'),
    cacheShare: z.number().describe('cached / runs that brought a result.'),
    p50Ms: milliseconds('Median of its latest runs that really ran').optional(),
    p95Ms: milliseconds('95 % of its latest runs that really ran took less').optional(),
  })
  .meta({ id: 'ToolFigures' });

export const ToolFiguresListDto = z
  .object({ items: z.array(ToolFiguresDto).describe('By tool.') })
  .meta({ id: 'ToolFiguresList' });
export type ToolFiguresListDto = z.infer<typeof ToolFiguresListDto>;

const ScanFiguresDto = z
  .object({
    scanId: z.string().describe('The scan.'),
    finishedAt: z.string().describe('ISO 8601 in UTC.'),
    slots: count('Tool runs allowed at the same time.'),
    wallMs: milliseconds('From start to end'),
    sequentialMs: milliseconds("Sum of the runs' own durations"),
    lowerBoundMs: milliseconds('No schedule can be shorter'),
    speedUp: z.number().describe('sequentialMs / wallMs, as measured.'),
  })
  .meta({ id: 'ScanFigures' });

export const ScanFiguresListDto = z
  .object({
    items: z.array(ScanFiguresDto).describe('Newest first, 20 at most.'),
    medianSpeedUp: z.number().optional().describe('Of these scans; absent when there are none.'),
  })
  .meta({ id: 'ScanFiguresList' });
export type ScanFiguresListDto = z.infer<typeof ScanFiguresListDto>;

export const PerformanceDto = z
  .object({
    uptimeSeconds: z.number().describe('Since the process started.'),
    memory: z
      .object({
        residentBytes: count('What the process takes from the system.'),
        heapUsedBytes: count('Objects of the program.'),
        externalBytes: count('Buffers outside of the heap.'),
      })
      .describe('Of this process.'),
    eventLoopDelayMs: PercentilesDto.extend({ max: milliseconds('The longest') })
      .meta({ id: 'EventLoopDelay' })
      .describe('How late the event loop came round, in the last minute or two.'),
    http: z
      .array(
        z
          .object({
            method: z.string().describe('HTTP method.'),
            route: z.string().describe('As the router names it.'),
            requests: count('Since the start.'),
            failures: count('Answers with a status of 500 or more.'),
            durationMs: PercentilesDto.describe('Of the latest 512 requests.'),
          })
          .meta({ id: 'RouteTiming' }),
      )
      .describe('The most used first.'),
    cache: CacheStatisticsDto.describe('As /performance/cache/stats.'),
    database: DatabaseStatisticsDto.describe('As /performance/database/stats.'),
    queue: QueueFiguresDto.describe('What waits and what runs.'),
    tools: z.array(ToolFiguresDto).describe('As /performance/tools.'),
    scans: z.array(ScanFiguresDto).describe('As /performance/scans.'),
    configuration: z
      .object({
        maxConcurrentScans: count('MAX_CONCURRENT_SCANS'),
        maxConcurrentToolExecutions: count('MAX_CONCURRENT_TOOL_EXECUTIONS'),
        maxToolRunsPerHost: count('MAX_TOOL_RUNS_PER_HOST'),
        databasePoolSize: count('DATABASE_POOL_SIZE'),
        databaseMaxOverflow: count('DATABASE_MAX_OVERFLOW'),
        databasePoolTimeoutSeconds: z.number().describe('DATABASE_POOL_TIMEOUT'),
        databasePoolRecycleSeconds: z.number().describe('DATABASE_POOL_RECYCLE'),
        cacheTtlSeconds: z.number().describe('CACHE_TTL'),
        cacheScanResultsTtlSeconds: z.number().describe('CACHE_SCAN_RESULTS_TTL'),
        cacheToolOutputTtlSeconds: z.number().describe('CACHE_TOOL_OUTPUT_TTL'),
      })
      .describe('The settings that these figures depend on.'),
  })
  .meta({ id: 'Performance' });
export type PerformanceDto = z.infer<typeof PerformanceDto>;
