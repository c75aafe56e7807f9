import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../../backend/src/platform/database/open-database.js';
import { type Database } from '../../../backend/src/platform/database/database.js';
import { type Bench, type BenchContext, type Measurement, type Rounds, type Unit } from '../bench.js';
import { alternate } from '../running/alternate.js';
import { DEFAULT_POOL } from '../running/default-pool.js';
import { fillList, listWhileIngesting, type Throughput } from './list-and-ingest.js';
import { singleConnection } from './single-connection.js';

const SIZE = {
  quick: { acquires: 300, rounds: 2, milliseconds: 1500 },
  full: { acquires: 1000, rounds: 7, milliseconds: 5000 },
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
    'one connection for all, by turns, each on a new file with 50,000 rows.',
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
    against('rows', 'rows written', 'rows/s', 'at least', 1.8),
    against('reads', 'pages read', 'reads/s', 'at least', 1.15),
    against('read-p95', 'p95 of a page', 'ms', 'at most', 0.85),
    against('loop-delay', 'event-loop delay p99', 'ms', 'at most', 0.4),
  ],
  run: measure,
};

function against(
  id: string,
  what: string,
  unit: Unit,
  is: 'at least' | 'at most',
  value: number,
): Bench['rows'][number] {
  return {
    id,
    what: `${what}, readers beside a writer`,
    unit,
    baseline: 'one connection for all',
    reach: [{ of: 'ratio', is, value }],
    ifNotReached:
      'Readers and the writer share the processor cores with the event loop: what one of them gains, another may lose, and the four figures are to be read together.',
  };
}

async function measure({ mode, folder, random }: BenchContext): Promise<Measurement> {
  const { acquires, rounds, milliseconds } = SIZE[mode];
  const inNewFile = async <Result>(work: (database: Database) => Promise<Result>): Promise<Result> => {
    const sqlitePath = join(await mkdtemp(join(folder, 'file-')), 'bench.db');
    const database = await openDatabase({ ...DEFAULT_POOL, sqlitePath }, NO_TABLES);
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };
  const listing = (doorsOf: (database: Database) => ReturnType<typeof singleConnection>) => () =>
    inNewFile(async (database) => {
      await fillList(database);
      return listWhileIngesting(doorsOf(database), milliseconds, random);
    });

  const acquiring = (reads: number, pauseMs: number) => () =>
    inNewFile((database) => acquireMedian(database, reads, pauseMs));
  const { used, unused } = await alternate(
    { used: acquiring(acquires, 0), unused: acquiring(2 + rounds, LONG_UNUSED_MS) },
    rounds,
  );
  const both = await alternate({ ours: listing((database) => database), baseline: listing(singleConnection) }, rounds);
  const roundsOf = (figure: keyof Throughput): Rounds => ({
    ours: both.ours.map((round) => round[figure]),
    baseline: both.baseline.map((round) => round[figure]),
  });
  return {
    rounds: {
      acquire: { ours: used },
      'acquire-unused': { ours: unused },
      rows: roundsOf('rowsPerSecond'),
      reads: roundsOf('readsPerSecond'),
      'read-p95': roundsOf('readP95Ms'),
      'loop-delay': roundsOf('loopDelayP99Ms'),
    },
    notes: [],
    charts: [],
  };
}

/** As the pool measures it: the median from asking to having a connection, of reads that follow each other. Milliseconds. */
async function acquireMedian(database: Database, reads: number, pauseMs: number): Promise<number> {
  for (let turn = 0; turn < reads; turn += 1) {
    if (pauseMs > 0) await sleep(pauseMs);
    await database.read((manager) => manager.query('SELECT 1'));
  }
  return database.statistics().acquireMs.p50;
}
