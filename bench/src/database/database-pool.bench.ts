import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../../backend/src/platform/database/open-database.js';
import { type Database } from '../../../backend/src/platform/database/database.js';
import { type Bench, type BenchContext, type Measurement, type Rounds, type Unit } from '../bench.js';
import { alternate } from '../running/alternate.js';
import { DEFAULT_POOL } from '../running/default-pool.js';
import { fillList, listWhileIngesting, type Page, type Throughput } from './list-and-ingest.js';
import { SingleConnection, type TwoDoors } from './single-connection.js';

const SIZE = {
  quick: { acquires: 300, rounds: 2, milliseconds: 700 },
  full: { acquires: 1000, rounds: 7, milliseconds: 4000 },
};
const NO_TABLES = { entities: [], migrations: [] };
/** A connection that has not worked for so long is asked whether it still does. */
const LONG_UNUSED_MS = 600;

/** The pool of connections: what it costs, and what it brings. */
export const databasePool: Bench = {
  id: 'database-pool',
  title: 'Database pool',
  about:
    "The server's own SQLite database (one writer, 5 readers and 10 more under load, synchronous=FULL) as it is opened without any " +
    'settings. Eight readers turn pages of 50 rows while one writer ingests 500 rows in a transaction, once over the pool and once over ' +
    'one connection for all with the same driver and settings, as TypeORM opens it, by turns, each on a new file with 50,000 rows. A page ' +
    'is either the next 50 of a severity, which an index holds in order, or those of them that one tool reported that saw one finding in ' +
    '200, which have to be looked for. The promise is about the latter, which cost about what the reads did on which it was set; the ' +
    'others cost so little that what we add to keep a read consistent, a BEGIN and a COMMIT, shows.',
  rows: [
    {
      id: 'acquire',
      what: 'acquire while nobody else wants one',
      unit: 'ms',
      reach: [{ of: 'ours', is: 'at most', value: 0.033 }],
      ifNotReached: 'What is measured are the promises between asking and having a connection.',
    },
    {
      id: 'acquire-unused',
      what: 'the same when it was not used for 600 ms: it is asked first',
      unit: 'ms',
      reach: [],
      ifNotReached: '',
    },
    against('rows', 'rows written beside filtered pages', 'rows/s', 'at least', 1.8),
    against('reads', 'filtered pages read beside a writer', 'reads/s', 'at least', 1.15),
    against('read-p95', 'p95 of a filtered page beside a writer', 'ms', 'at most', 0.85),
    against('loop-delay', 'event-loop delay p99, filtered pages', 'ms', 'at most', 0.4),
    against('plain-rows', 'rows written beside pages out of an index', 'rows/s'),
    against('plain-reads', 'pages out of an index beside a writer', 'reads/s'),
    against('plain-read-p95', 'p95 of such a page', 'ms'),
    against('plain-loop-delay', 'event-loop delay p99, such pages', 'ms'),
  ],
  run: measure,
};

function against(
  id: string,
  what: string,
  unit: Unit,
  is: 'at least' | 'at most' = 'at least',
  value?: number,
): Bench['rows'][number] {
  return {
    id,
    what,
    unit,
    baseline: 'one connection for all',
    reach: value === undefined ? [] : [{ of: 'ratio', is, value }],
    ifNotReached:
      'Readers and the writer share the processor cores with the event loop: what one of them gains, another may lose, and the four figures are to be read together.',
  };
}

async function measure({ mode, folder, random }: BenchContext): Promise<Measurement> {
  const { acquires, rounds, milliseconds } = SIZE[mode];
  const inNewFile = async <Doors extends TwoDoors, Result>(
    open: (sqlitePath: string) => Promise<Doors>,
    work: (database: Doors) => Promise<Result>,
  ): Promise<Result> => {
    const database = await open(join(await mkdtemp(join(folder, 'file-')), 'bench.db'));
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };
  const listing = (page: Page, open: (sqlitePath: string) => Promise<TwoDoors>) => () =>
    inNewFile(open, async (database) => {
      await fillList(database);
      return listWhileIngesting(database, page, milliseconds, random);
    });

  const acquiring = (reads: number, pauseMs: number) => () =>
    inNewFile(openPool, (database) => acquireMedian(database, reads, pauseMs));
  const { used, unused } = await alternate(
    { used: acquiring(acquires, 0), unused: acquiring(2 + rounds, LONG_UNUSED_MS) },
    rounds,
  );
  const openSingle = (sqlitePath: string): Promise<TwoDoors> => SingleConnection.open(sqlitePath);
  const { filtered, filteredAlone, plain, plainAlone } = await alternate(
    {
      filtered: listing('filtered', openPool),
      filteredAlone: listing('filtered', openSingle),
      plain: listing('plain', openPool),
      plainAlone: listing('plain', openSingle),
    },
    rounds,
  );
  return {
    rounds: {
      acquire: { ours: used },
      'acquire-unused': { ours: unused },
      ...roundsOf('', filtered, filteredAlone),
      ...roundsOf('plain-', plain, plainAlone),
    },
    notes: [],
    charts: [],
  };
}

function roundsOf(
  before: string,
  ours: readonly Throughput[],
  baseline: readonly Throughput[],
): Readonly<Record<string, Rounds>> {
  const rounds = (figure: keyof Throughput): Rounds => ({
    ours: ours.map((round) => round[figure]),
    baseline: baseline.map((round) => round[figure]),
  });
  return {
    [`${before}rows`]: rounds('rowsPerSecond'),
    [`${before}reads`]: rounds('readsPerSecond'),
    [`${before}read-p95`]: rounds('readP95Ms'),
    [`${before}loop-delay`]: rounds('loopDelayP99Ms'),
  };
}

function openPool(sqlitePath: string): Promise<Database> {
  return openDatabase({ ...DEFAULT_POOL, sqlitePath }, NO_TABLES);
}

/** As the pool measures it: the median from asking to having a connection, of reads that follow each other. Milliseconds. */
async function acquireMedian(database: Database, reads: number, pauseMs: number): Promise<number> {
  for (let turn = 0; turn < reads; turn += 1) {
    if (pauseMs > 0) await sleep(pauseMs);
    await database.read((manager) => manager.query('SELECT 1'));
  }
  return database.statistics().acquireMs.p50;
}
