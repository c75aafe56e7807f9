import { EventLoopMonitor } from '../../../backend/src/performance/event-loop-monitor.js';
import { insertRows } from '../../../backend/src/platform/database/bulk-insert.js';
import { quantileOf } from '../statistics/statistics.js';
import { type TwoDoors } from './single-connection.js';

const COLUMNS = ['id', 'severity', 'title', 'tools', 'description'];
const SEVERITIES = 5;
const ROWS_AT_FIRST = 50_000;
const ROWS_PER_WRITE = 500;
const ROWS_PER_PAGE = 50;
const READERS = 8;
/** One finding in so many was seen by the tool that is asked for. */
const RARE = 200;
/** What the readers ask for; each takes a severity, the place to go on from, and the number of rows. */
const PAGES = {
  /** A walk along the index. */
  plain: 'SELECT * FROM listed WHERE severity = ? AND id < ? ORDER BY id DESC LIMIT ?',
  /** The same walk, past two hundred rows for each that is wanted. */
  filtered: `SELECT * FROM listed WHERE severity = ? AND id < ? AND tools LIKE '%"testssl"%' ORDER BY id DESC LIMIT ?`,
};
export type Page = keyof typeof PAGES;
const DESCRIPTION =
  'The server offers a protocol that is broken, and whoever sits between can read what is said. '.repeat(4);

/** What was done in a while, and what it cost. */
export interface Throughput {
  readonly rowsPerSecond: number;
  readonly readsPerSecond: number;
  readonly readP95Ms: number;
  readonly loopDelayP99Ms: number;
}

/** A table like that of the findings, with what a scan or two have left in it. */
export async function fillList(database: TwoDoors): Promise<void> {
  await database.write(async (manager) => {
    await manager.query(
      'CREATE TABLE listed (id INTEGER PRIMARY KEY, severity INTEGER NOT NULL, title TEXT NOT NULL, tools TEXT NOT NULL, description TEXT NOT NULL)',
    );
    await manager.query('CREATE INDEX listed_order ON listed (severity, id)');
    await insertRows(manager, 'listed', COLUMNS, rowsFrom(0, ROWS_AT_FIRST));
  });
}

/** Eight readers turn pages while one writer ingests, as fast as they can. */
export async function listWhileIngesting(
  database: TwoDoors,
  page: Page,
  milliseconds: number,
  random: () => number,
): Promise<Throughput> {
  const loop = new EventLoopMonitor();
  loop.onApplicationBootstrap();
  const until = performance.now() + milliseconds;
  const reads: number[] = [];
  const [written] = await Promise.all([
    ingestUntil(database, until),
    ...Array.from({ length: READERS }, () => readUntil(database, PAGES[page], until, random, reads)),
  ]);
  const { p99 } = loop.snapshot();
  loop.onApplicationShutdown();
  const seconds = milliseconds / 1000;
  return {
    rowsPerSecond: written / seconds,
    readsPerSecond: reads.length / seconds,
    readP95Ms: quantileOf(reads, 0.95),
    loopDelayP99Ms: p99,
  };
}

async function ingestUntil(database: TwoDoors, until: number): Promise<number> {
  let written = 0;
  while (performance.now() < until) {
    const rows = rowsFrom(ROWS_AT_FIRST + written, ROWS_PER_WRITE);
    await database.write((manager) => insertRows(manager, 'listed', COLUMNS, rows));
    written += rows.length;
  }
  return written;
}

/** Notes the duration of each read, in milliseconds. */
async function readUntil(
  database: TwoDoors,
  page: string,
  until: number,
  random: () => number,
  reads: number[],
): Promise<void> {
  while (performance.now() < until) {
    const askedAt = performance.now();
    const place = [Math.floor(random() * SEVERITIES), Math.floor(random() * ROWS_AT_FIRST), ROWS_PER_PAGE];
    await database.read((manager) => manager.query(page, place));
    reads.push(performance.now() - askedAt);
  }
}

function rowsFrom(first: number, count: number): (string | number)[][] {
  return Array.from({ length: count }, (_, offset) => {
    const id = first + offset;
    return [
      id,
      id % SEVERITIES,
      `Finding ${id}`,
      Math.floor(id / SEVERITIES) % RARE === 0 ? '["testssl"]' : '["nmap"]',
      DESCRIPTION,
    ];
  });
}
