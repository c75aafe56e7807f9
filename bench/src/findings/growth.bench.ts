import { FindingListView } from '../../../backend/src/findings/finding-list.view.js';
import { FindingsRepository } from '../../../backend/src/findings/findings.repository.js';
import { SightingRepair } from '../../../backend/src/findings/sighting-repair.repository.js';
import { severityRank } from '../../../backend/src/findings/severity.js';
import { SystemClock } from '../../../backend/src/platform/clock.js';
import { encodePageToken } from '../../../backend/src/platform/http/page.js';
import { type Bench, type BenchContext, type Measurement, type Rounds } from '../bench.js';
import { addFindings } from './many-findings.js';
import { openScanDatabase, SCAN_ID } from './scan-database.js';
import { p95Of } from './timed-calls.js';

const SIZES = { quick: [10_000, 50_000], full: [10_000, 100_000, 1_000_000] };
const CALLS = { quick: 50, full: 300 };
/** More in one transaction would be rolled back: a write may take a minute. */
const ADDED_AT_ONCE = 100_000;
const LIMIT = 50;
const QUESTIONS = {
  list: 'first page of a list',
  deep: 'page at a random depth of a list',
  severity: 'page of one severity',
  tool: 'page of one tool',
  rare: 'page of a tool that saw one finding in a thousand',
  counts: 'counts by severity, counted anew',
} as const;
type Question = keyof typeof QUESTIONS;
const PROMISED: readonly Question[] = ['list', 'deep', 'severity', 'tool'];

/** What a page costs when there are a hundred times as many findings. */
export const growth: Bench = {
  id: 'growth',
  title: 'Growth',
  about:
    'p95 of what the findings page asks for, 50 findings a page, without the cache, at 10,000 findings in one scan and at 1,000,000 (quick: ' +
    '50,000), through the view that the server reads findings with.',
  rows: (Object.keys(QUESTIONS) as Question[]).map((id) => ({
    id,
    what: `p95 of a ${QUESTIONS[id]}, most findings / 10,000`,
    unit: 'ms',
    baseline: 'the same at 10,000',
    reach: PROMISED.includes(id)
      ? [
          { of: 'ratio', is: 'at most', value: 2 },
          { of: 'ours', is: 'at most', value: 50 },
        ]
      : [],
    ifNotReached:
      'A page is one walk along an index, however long the list is; p95 of few milliseconds is also what else the machine does.',
  })),
  run: measure,
};

async function measure({ mode, folder, random, say }: BenchContext): Promise<Measurement> {
  const database = await openScanDatabase(folder);
  const view = new FindingListView(database);
  const repository = new FindingsRepository(database, new SightingRepair(), new SystemClock());
  const p95: Record<Question, number[]> = { list: [], deep: [], severity: [], tool: [], rare: [], counts: [] };
  let filled = 0;
  for (const size of SIZES[mode]) {
    for (; filled < size; filled = Math.min(size, filled + ADDED_AT_ONCE)) {
      await addFindings(database, filled, Math.min(size, filled + ADDED_AT_ONCE));
    }
    say(`${size.toLocaleString('en-US')} findings`);
    const deepToken = (): string => {
      const place = String(Math.floor(random() * size)).padStart(8, '0');
      return encodePageToken([severityRank('low'), `finding-${place}`]);
    };
    const calls: Record<Question, () => Promise<unknown>> = {
      list: () => view.ofScan(SCAN_ID, { limit: LIMIT }),
      deep: () => view.ofScan(SCAN_ID, { limit: LIMIT, pageToken: deepToken() }),
      severity: () => view.ofScan(SCAN_ID, { limit: LIMIT, severities: ['medium'] }),
      tool: () => view.ofScan(SCAN_ID, { limit: LIMIT, tool: 'nmap' }),
      rare: () => view.ofScan(SCAN_ID, { limit: LIMIT, tool: 'testssl' }),
      counts: () => repository.countBySeverity(SCAN_ID),
    };
    for (const question of Object.keys(QUESTIONS) as Question[]) {
      const rounds = PROMISED.includes(question) ? CALLS[mode] : CALLS[mode] / 10;
      p95[question].push(await p95Of(calls[question], rounds));
    }
  }
  await database.close();
  return { rounds: mapOf(p95), notes: notesOn(p95, SIZES[mode]), charts: [] };
}

function mapOf(p95: Readonly<Record<Question, readonly number[]>>): Record<string, Rounds> {
  const ends = Object.entries(p95).map(([id, figures]) => [
    id,
    { ours: figures.slice(-1), baseline: figures.slice(0, 1) },
  ]);
  return Object.fromEntries(ends) as Record<string, Rounds>;
}

function notesOn(p95: Readonly<Record<Question, readonly number[]>>, sizes: readonly number[]): string[] {
  return (Object.keys(QUESTIONS) as Question[]).map((id) => {
    const figures = sizes.map((size, index) => `${size.toLocaleString('en-US')}: ${p95[id][index]?.toFixed(2)} ms`);
    return `p95 of a ${QUESTIONS[id]} at ${figures.join(', ')}.`;
  });
}
