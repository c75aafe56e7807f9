import { Cache } from '../../../backend/src/cache/cache.js';
import { FindingFacetsView } from '../../../backend/src/findings/search/finding-facets.view.js';
import { parseFindingQuery } from '../../../backend/src/findings/search/finding-query.js';
import { FindingSearchView, type FindingSearch } from '../../../backend/src/findings/search/finding-search.view.js';
import { TriageRepository } from '../../../backend/src/findings/triage/triage.repository.js';
import { TriageService } from '../../../backend/src/findings/triage/triage.service.js';
import { SystemClock } from '../../../backend/src/platform/clock.js';
import { type Database } from '../../../backend/src/platform/database/database.js';
import { type Bench, type BenchContext, type Measurement, type Rounds } from '../bench.js';
import { addFindings } from './many-findings.js';
import { openScanDatabase } from './scan-database.js';
import { p95Of } from './timed-calls.js';

const SIZES = { quick: [10_000, 50_000], full: [10_000, 1_000_000] };
const CALLS = { quick: 20, full: 60 };
/** More in one transaction would be rolled back: a write may take a minute. */
const ADDED_AT_ONCE = 100_000;
const LIMIT = 50;
const DECIDED_AT_ONCE = 1000;

/** What people ask for, and the search that they write. */
const SEARCHES = {
  everything: ['everything', ''],
  active: ['active findings of two severities', 'severity:high,medium status:active'],
  host: ['one host', 'host:h7.bench.test'],
  hosts: ['hosts by a pattern, one in 23', 'host:h2*.bench.test -severity:info'],
  rare: ['a tool that saw one finding in a thousand', 'tool:testssl'],
  weakness: ['a weakness of one finding in a thousand', 'weakness:bench.rule-500'],
  word: ['a word that is in one finding', '"place 4242"'],
  common: ['a word that is in every finding', 'wrong status:active'],
  overdue: ['overdue findings', 'due:overdue'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

type SearchId = keyof typeof SEARCHES;
type Question = SearchId | 'facets' | 'triage';

const QUESTIONS = [...(Object.keys(SEARCHES) as SearchId[]), 'facets', 'triage'] as const satisfies readonly Question[];

/** What searching and deciding cost when there are a hundred times as many findings. */
export const search: Bench = {
  id: 'search',
  title: 'Search and triage',
  about:
    'p95 of searches over all scans, 50 findings a page, without the cache, and of a decision about 1,000 findings at once with ' +
    'its undo, at 10,000 findings and at 1,000,000 (quick: 50,000), through the services of the server.',
  rows: QUESTIONS.map((id) => ({
    id,
    what: `p95 of ${wordsFor(id)}, most findings / 10,000`,
    unit: 'ms',
    baseline: 'the same at 10,000',
    reach: [{ of: 'ours', is: 'at most', value: 200 }],
    ifNotReached:
      'A search that many findings fit walks along an index; one that few fit fetches those and sorts them.',
  })),
  run: measure,
};

function wordsFor(id: Question): string {
  if (id === 'facets') return 'the facets of everything';
  if (id === 'triage') return `deciding about ${DECIDED_AT_ONCE} findings`;
  return `a search for ${SEARCHES[id][0]}`;
}

async function measure({ mode, folder, say }: BenchContext): Promise<Measurement> {
  const database = await openScanDatabase(folder);
  const p95 = new Map<Question, number[]>(QUESTIONS.map((id) => [id, []]));
  let filled = 0;
  for (const size of SIZES[mode]) {
    for (; filled < size; filled = Math.min(size, filled + ADDED_AT_ONCE)) {
      await addFindings(database, filled, Math.min(size, filled + ADDED_AT_ONCE));
    }
    say(`${size.toLocaleString('en-US')} findings`);
    for (const [id, call] of callsOn(database)) {
      p95.get(id)?.push(await p95Of(call, id === 'triage' ? CALLS[mode] / 4 : CALLS[mode]));
    }
  }
  await database.close();
  return { rounds: roundsOf(p95), notes: notesOn(p95, SIZES[mode]), charts: [] };
}

function callsOn(database: Database): readonly (readonly [Question, () => Promise<unknown>])[] {
  const view = new FindingSearchView(database);
  const facets = new FindingFacetsView(database);
  const triage = new TriageService(
    database,
    new TriageRepository(database),
    new Cache({ enabled: false, maxSize: 1 }),
    new SystemClock(),
  );
  const ids = Array.from({ length: DECIDED_AT_ONCE }, (_, at) => `finding-${String(at * 7).padStart(8, '0')}`);
  return [
    ...(Object.keys(SEARCHES) as SearchId[]).map((id) => {
      const wanted = searchFor(SEARCHES[id][1]);
      return [id, () => view.page(wanted, LIMIT)] as const;
    }),
    ['facets', () => facets.facetsOf(searchFor(''))],
    ['triage', decideAndUndo(triage, ids)],
  ];
}

function searchFor(text: string): FindingSearch {
  const level = { critical: 7, high: 30, medium: 90, low: 180 };
  return { query: parseFindingQuery(text), sort: 'severity', yardstick: { now: new Date(), level } };
}

/** Every other call takes back what the one before it decided, so that each has something to change. */
function decideAndUndo(triage: TriageService, ids: readonly string[]): () => Promise<unknown> {
  let made: string | undefined;
  return async () => {
    if (made !== undefined) {
      await triage.undo(made, 'bench');
      made = undefined;
      return;
    }
    const { id } = await triage.decide({ ids }, { state: 'confirmed', assignee: 'bench' }, 'bench');
    made = id;
  };
}

function roundsOf(p95: ReadonlyMap<Question, readonly number[]>): Record<string, Rounds> {
  return Object.fromEntries(
    [...p95].map(([id, figures]) => [id, { ours: figures.slice(-1), baseline: figures.slice(0, 1) }]),
  );
}

function notesOn(p95: ReadonlyMap<Question, readonly number[]>, sizes: readonly number[]): string[] {
  return [...p95].map(([id, figures]) => {
    const said = sizes.map((size, at) => `${size.toLocaleString('en-US')}: ${figures[at]?.toFixed(2)} ms`);
    return `p95 of ${wordsFor(id)} at ${said.join(', ')}.`;
  });
}
