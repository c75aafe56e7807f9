import { type Bench } from './bench.js';
import { cacheOperations } from './cache/cache.bench.js';
import { browsingSession } from './client/browsing-session.bench.js';
import { databasePool } from './database/database-pool.bench.js';
import { growth } from './findings/growth.bench.js';
import { ingest } from './findings/ingest.bench.js';
import { search } from './findings/search.bench.js';
import { cachedList } from './http/cached-list.bench.js';
import { nmapXml } from './parsing/nmap-xml.bench.js';
import { scheduleProcesses } from './schedule/schedule-processes.bench.js';
import { simulatedSchedule } from './schedule/simulated-schedule.bench.js';
import { eventStream } from './streaming/event-stream.bench.js';

/** Every bench, in the order in which they run and are printed. */
export const BENCHES: readonly Bench[] = [
  cacheOperations,
  cachedList,
  databasePool,
  ingest,
  growth,
  search,
  simulatedSchedule,
  scheduleProcesses,
  nmapXml,
  eventStream,
  browsingSession,
];

export function findBench(id: string): Bench | undefined {
  return BENCHES.find((bench) => bench.id === id);
}
