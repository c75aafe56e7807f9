import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { Cache } from '../../../backend/src/cache/cache.js';
import { type CacheRegion } from '../../../backend/src/cache/cache-region.js';
import { type Bench, type BenchContext, type Measurement, type Rounds } from '../bench.js';
import { alternate } from '../running/alternate.js';
import { browsingTrace } from './browsing-trace.js';
import { microsecondsEach } from './operation-time.js';
import { type OperationTimes, timesInPython } from './ordered-dict-cache.js';

const ENTRIES = 1000;
const KEYS = Array.from({ length: 500 }, (_, number) => `k${number}`);
const SIZE = { quick: { calls: 50_000, rounds: 7 }, full: { calls: 200_000, rounds: 15 } };

const REGION: CacheRegion<string> = {
  name: 'bench',
  ttlMs: 3_600_000,
  reach: 'here',
  keyOf: (key) => key,
  tagsOf: () => [],
};

/** Our door against the bare library below it, and against what Parallax began with. */
export const cacheOperations: Bench = {
  id: 'cache',
  title: 'Cache',
  about:
    'The door that the server uses (cache-manager, Keyv, lru-cache, statistics, tags) against lru-cache alone, which is the limit, and ' +
    'against an ordered dictionary with a lock and a log line for each hit in Python, which Parallax began with. 500 keys, short ' +
    'values, memory level, every call awaited on both sides.',
  rows: [
    row(
      'get',
      'GET',
      'lru-cache alone',
      10,
      'Each promise on the way costs about 0.1 us: cache-manager and Keyv have one each.',
    ),
    row(
      'set',
      'SET',
      'lru-cache alone',
      10,
      'cache-manager and Keyv await five promises for a value; lru-cache writes two array cells.',
    ),
    row('miss', 'MISS', 'lru-cache alone', 8, 'As GET: the promises of cache-manager and Keyv.'),
    row(
      'get-python',
      'GET',
      "the seed's algorithm in Python",
      0.025,
      'Python itself was faster than when the promise was made.',
    ),
    large('get-25kb', 'GET of a value of 25 kB'),
    large('get-100kb', 'GET of a value of 100 kB'),
    {
      id: 'hit-rate',
      what: 'hit rate in a browsing trace, changes included',
      unit: '%',
      reach: [],
      ifNotReached: '',
    },
  ],
  run: measure,
};

function row(id: string, what: string, baseline: string, value: number, ifNotReached: string): Bench['rows'][number] {
  return { id, what, unit: 'us', baseline, reach: [{ of: 'ratio', is: 'at most', value }], ifNotReached };
}

function large(id: string, what: string): Bench['rows'][number] {
  return {
    id,
    what,
    unit: 'us',
    reach: [{ of: 'ours', is: 'at most', value: 5 }],
    ifNotReached: 'Values are kept by reference; whatever takes longer copies.',
  };
}

async function measure({ mode, folder, random, say }: BenchContext): Promise<Measurement> {
  const { calls, rounds } = SIZE[mode];
  const cache = new Cache({ enabled: true, maxSize: ENTRIES });
  const bare = new LRUCache<string, string>({ max: ENTRIES });
  for (const key of KEYS) {
    await cache.set(REGION, key, 'value');
    bare.set(key, 'value');
  }
  const keyOf = (turn: number): string => KEYS[turn % KEYS.length] ?? '';
  const times = (operation: (key: string) => unknown) => () =>
    microsecondsEach((turn) => operation(keyOf(turn)), calls);
  const pair = async (ours: (key: string) => unknown, baseline: (key: string) => unknown): Promise<Rounds> =>
    alternate({ ours: times(ours), baseline: times(baseline) }, rounds, 2);

  const get = await pair(
    (key) => cache.get(REGION, key),
    (key) => bare.get(key),
  );
  const set = await pair(
    (key) => cache.set(REGION, key, 'value'),
    (key) => bare.set(key, 'value'),
  );
  const miss = await pair(
    (key) => cache.get(REGION, `no ${key}`),
    (key) => bare.get(`no ${key}`),
  );
  say('beside Python');
  const python = await besidePython(
    times((key) => cache.get(REGION, key)),
    () => timesInPython(calls, join(folder, 'cache.log')),
    mode === 'quick' ? 3 : 5,
  );
  const sized = async (bytes: number): Promise<Rounds> => {
    await cache.set(REGION, 'large', { text: 'x'.repeat(bytes) });
    return alternate({ ours: times(() => cache.get(REGION, 'large')) }, rounds, 1);
  };
  return {
    rounds: {
      get,
      set,
      miss,
      'get-python': python.rounds,
      'get-25kb': await sized(25_000),
      'get-100kb': await sized(100_000),
      'hit-rate': { ours: [100 * (await hitRate(random))] },
    },
    notes: python.notes,
    charts: [],
  };
}

async function besidePython(ours: () => Promise<number>, inPython: () => OperationTimes | undefined, rounds: number) {
  const times: OperationTimes[] = [];
  const baseline = (): Promise<number> => {
    const measured = inPython();
    if (measured !== undefined) times.push(measured);
    return Promise.resolve(measured?.get ?? NaN);
  };
  const both = await alternate({ ours, baseline }, rounds);
  const [first] = times;
  if (first === undefined) {
    return { rounds: { ours: [] }, notes: ['There is no python3 here: the row beside it was not measured.'] };
  }
  const { get, set, miss } = first;
  const words = `The same in Python: GET ${get.toFixed(1)} us, SET ${set.toFixed(1)} us, MISS ${miss.toFixed(2)} us.`;
  return { rounds: both, notes: [words] };
}

/** As a share of the questions. A change ends what is kept of its scan, as in the server. */
async function hitRate(random: () => number): Promise<number> {
  const cache = new Cache({ enabled: true, maxSize: ENTRIES });
  const region: CacheRegion<string> = {
    ...REGION,
    tagsOf: (path) => ['list', `scan:${path.split('/')[2] ?? ''}`].slice(path === '/scans' ? 0 : 1),
  };
  for (const step of browsingTrace(20_000, random)) {
    if ('asks' in step) await cache.getOrCompute(region, step.asks, () => Promise.resolve(step.asks));
    else await cache.invalidate(['list', `scan:${step.changes}`]);
  }
  return cache.statistics()[0]?.hitRate ?? 0;
}
