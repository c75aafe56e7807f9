import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Database } from '../../../backend/src/platform/database/database.js';
import { SystemClock } from '../../../backend/src/platform/clock.js';
import { FindingIngest } from '../../../backend/src/findings/finding-ingest.js';
import { FindingsRepository } from '../../../backend/src/findings/findings.repository.js';
import { SightingRepair } from '../../../backend/src/findings/sighting-repair.repository.js';
import { type Observation } from '../../../backend/src/findings/observation.js';
import { type Bench, type BenchContext, type Measurement } from '../bench.js';
import { alternate } from '../running/alternate.js';
import { medianOf } from '../statistics/statistics.js';
import { insertInPython } from './inserts-in-python.js';
import { insertPrepared, type TableRows } from './prepared-inserts.js';
import { openScanDatabase, SCAN_ID } from './scan-database.js';

const SIZE = { quick: { findings: 10_000, rounds: 3 }, full: { findings: 100_000, rounds: 7 } };
/** How many observations a run hands over at once. */
const BATCH = 500;
const REPORTER = { scanId: SCAN_ID, runId: 'run', tool: 'nuclei' };
const EVIDENCE = 'HTTP/1.1 200 OK, and below it 220 characters of what the tool saw. '.repeat(3);

/** What storing a finding costs beyond what the database itself takes. */
export const ingest: Bench = {
  id: 'ingest',
  title: 'Ingest',
  about:
    'Observations of new findings through the code that the server takes them in with (fingerprint, catalogue, look-up of known findings, ' +
    'joining, one durable transaction for each 500), against a prepared statement for each table inserting the very rows that this has ' +
    'written, in one transaction for all: from Python, whose `executemany` runs in C, and over the driver that the server has. All into ' +
    'new files with the tables and indexes of the server, synchronous=FULL. A finding is three rows.',
  rows: [
    {
      id: 'rows',
      what: 'rows written',
      unit: 'rows/s',
      baseline: 'prepared statements in C, one transaction',
      reach: [{ of: 'ratio', is: 'at least', value: 0.5 }],
      ifNotReached:
        'Ours hashes a fingerprint for each finding and looks whether it is known, and every value crosses from JavaScript into the driver; the baseline does none of it. How much of our time that is stands below the table of this bench; the next row has the driver on both sides.',
    },
    {
      id: 'driver',
      what: 'rows written',
      unit: 'rows/s',
      baseline: 'prepared statements over the same driver',
      reach: [{ of: 'ratio', is: 'at least', value: 0.5 }],
      ifNotReached: 'Fingerprints and the look-up of known findings.',
    },
    { id: 'findings', what: 'findings taken in', unit: 'findings/s', reach: [], ifNotReached: '' },
  ],
  run: measure,
};

async function measure({ mode, folder }: BenchContext): Promise<Measurement> {
  const { findings, rounds } = SIZE[mode];
  const batches = Array.from({ length: findings / BATCH }, (_, batch) => observationsOf(batch * BATCH));
  const newFolder = (): Promise<string> => mkdtemp(join(folder, 'file-'));
  let written: readonly TableRows[] = [];
  const busy: number[] = [];
  const ours = async (): Promise<number> => {
    const database = await openScanDatabase(await newFolder());
    const sut = new FindingIngest(new FindingsRepository(database, new SightingRepair(), new SystemClock()));
    const before = performance.eventLoopUtilization();
    const startedAt = performance.now();
    for (const batch of batches) await sut.take(REPORTER, batch);
    const seconds = (performance.now() - startedAt) / 1000;
    busy.push(performance.eventLoopUtilization(before).utilization);
    if (written.length === 0) written = await rowsOf(database);
    await database.close();
    return seconds;
  };
  const newFile = async (): Promise<string> => {
    const place = await newFolder();
    await (await openScanDatabase(place)).close();
    return join(place, 'parallax.db');
  };
  const driver = async (): Promise<number> => insertPrepared(await newFile(), written);
  const python = async (): Promise<number | undefined> =>
    insertInPython(await newFile(), join(folder, 'rows.json'), written);

  const seconds = await alternate<'ours' | 'driver' | 'python', number | undefined>(
    { ours, driver, python },
    rounds,
    1,
  );
  const rows = written.reduce((sum, table) => sum + table.rows.length, 0);
  const perSecond = (count: number, figures: readonly (number | undefined)[]): number[] =>
    figures.map((figure) => count / (figure ?? NaN));
  const isThere = !seconds.python.includes(undefined);
  return {
    rounds: {
      ...(isThere ? { rows: { ours: perSecond(rows, seconds.ours), baseline: perSecond(rows, seconds.python) } } : {}),
      driver: { ours: perSecond(rows, seconds.ours), baseline: perSecond(rows, seconds.driver) },
      findings: { ours: perSecond(findings, seconds.ours) },
    },
    notes: [
      ...(isThere ? [] : ['There is no python3 here: the row beside it was not measured.']),
      `Of our time the event loop was at work for ${percent(medianOf(busy))} % (fingerprints, look-ups, handing values to the driver); for the rest it waited for SQLite's thread. Done at the same time, both would take no less than the longer of them.`,
      `${findings.toLocaleString('en-US')} findings, ${rows.toLocaleString('en-US')} rows in a round.`,
    ],
    charts: [],
  };
}

function percent(share: number): string {
  return (share * 100).toFixed(0);
}

function observationsOf(first: number): Observation[] {
  return Array.from({ length: BATCH }, (_, offset) => ({
    weakness: `nuclei.rule-${(first + offset) % 997}`,
    rule: `rule-${(first + offset) % 997}`,
    endpoint: { host: 'bench.test', address: '192.0.2.10', port: 443, transport: 'tcp', path: `/${first + offset}` },
    title: `Something is wrong at place ${first + offset}`,
    severity: 'medium',
    evidence: EVIDENCE,
    description: EVIDENCE,
  }));
}

async function rowsOf(database: Database): Promise<readonly TableRows[]> {
  return database.read(async (manager) => {
    const tables: TableRows[] = [];
    for (const table of ['findings', 'sightings', 'observations']) {
      tables.push({ table, rows: await manager.query(`SELECT * FROM ${table}`) });
    }
    return tables;
  });
}
