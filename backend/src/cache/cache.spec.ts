import { type CacheRegion } from './cache-region.js';
import { Cache } from './cache.js';
import { MemoryLevel } from './memory-level.js';

const DEAF = { added: () => undefined, removed: () => undefined };

const PAGES: CacheRegion<string> = {
  name: 'pages',
  ttlMs: 60_000,
  reach: 'everywhere',
  keyOf: (path) => path,
  tagsOf: (path) => ['pages', `page:${path}`],
  bytesOf: (value) => String(value).length,
};

/** A computation that ends when it is told to. */
function controlled<T>() {
  let finish: (value: T) => void = () => undefined;
  let started = 0;
  const compute = () => {
    started += 1;
    return new Promise<T>((resolve) => (finish = resolve));
  };
  return { compute, finish: (value: T) => finish(value), times: () => started };
}

/** Lets everything run that waits for nothing. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe.each([
  ['with memory only', () => new Cache({ enabled: true, maxSize: 100 })],
  ['with a shared level', () => new Cache({ enabled: true, maxSize: 100 }, new MemoryLevel(100, DEAF))],
])('%s, a cache', (_, make) => {
  let sut: Cache;
  beforeEach(() => {
    sut = make();
  });

  it('computes once, however many ask at once', async () => {
    const work = controlled<string>();
    const asking = Array.from({ length: 50 }, () => sut.getOrCompute(PAGES, '/', work.compute));
    await settle();

    work.finish('content');

    expect(new Set(await Promise.all(asking))).toEqual(new Set(['content']));
    expect(work.times()).toBe(1);
    expect(await sut.getOrCompute(PAGES, '/', work.compute)).toBe('content');
    expect(work.times()).toBe(1);
    expect(sut.statistics()).toMatchObject([{ region: 'pages', hits: 50, misses: 1, size: 1, bytes: 7, stored: 1 }]);
  });

  it('keeps nothing of a computation that failed; who asks again computes again', async () => {
    await expect(sut.getOrCompute(PAGES, '/', () => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(await sut.getOrCompute(PAGES, '/', () => Promise.resolve('yes'))).toBe('yes');
  });

  it('forgets what was invalidated, and only that', async () => {
    await sut.set(PAGES, '/a', 'a');
    await sut.set(PAGES, '/b', 'b');

    void sut.invalidate(['page:/a']);

    expect(await sut.get(PAGES, '/a')).toBeUndefined();
    expect(await sut.get(PAGES, '/b')).toBe('b');
    expect(sut.statistics()).toMatchObject([{ hits: 1, misses: 1, size: 1, removals: 1 }]);
  });

  it('never keeps what was computed from data that changed meanwhile', async () => {
    const work = controlled<string>();
    const before = sut.getOrCompute(PAGES, '/', work.compute);
    await settle();
    void sut.invalidate(['page:/']);

    work.finish('old');

    expect(await before).toBe('old'); // it was asked before the change
    expect(await sut.get(PAGES, '/')).toBeUndefined();
  });

  it('never gives who asks after a change what was begun before it', async () => {
    const work = controlled<string>();
    const before = sut.getOrCompute(PAGES, '/', work.compute);
    await settle();
    void sut.invalidate(['page:/']);

    const after = sut.getOrCompute(PAGES, '/', () => Promise.resolve('new'));
    work.finish('old');

    expect(await after).toBe('new');
    expect(await before).toBe('old');
    expect(await sut.get(PAGES, '/')).toBe('new');
  });

  it('shows no stale value, however reads and changes fall together', async () => {
    let truth = 0;
    const read = () => settle().then(() => truth);
    const failures: string[] = [];
    const readers = Array.from({ length: 20 }, async (_unused, reader) => {
      for (let turn = 0; turn < 200; turn += 1) {
        const atLeast = truth; // a change that was over when the question was asked must show
        const seen = (await sut.getOrCompute(PAGES, `/${reader % 2}`, read)) as number;
        if (seen < atLeast) failures.push(`${seen} after ${atLeast}`);
        if (turn % 3 === 0) await settle();
      }
    });
    const writer = (async () => {
      for (let turn = 0; turn < 300; turn += 1) {
        truth += 1;
        await sut.invalidate(['pages']);
        await settle();
      }
    })();

    await Promise.all([...readers, writer]);

    expect(failures).toEqual([]);
  });

  it('is empty once it was cleared, and says how much that was', async () => {
    await sut.set(PAGES, '/a', 'a');
    await sut.set(PAGES, '/b', 'b');

    expect(await sut.clear()).toBe(2);

    expect(await sut.get(PAGES, '/a')).toBeUndefined();
    expect(sut.statistics()).toMatchObject([{ size: 0, bytes: 0 }]);
  });
});

describe(Cache.name, () => {
  it('evicts what was not used for the longest time and counts it for its region', async () => {
    const sut = new Cache({ enabled: true, maxSize: 2 });
    for (const path of ['/a', '/b', '/c']) await sut.set(PAGES, path, path);

    expect(await sut.get(PAGES, '/a')).toBeUndefined();
    expect(sut.statistics()).toMatchObject([{ evictions: 1, size: 2 }]);
  });

  it('takes from the shared level what memory has lost', async () => {
    const shared = new MemoryLevel(100, DEAF);
    await new Cache({ enabled: true, maxSize: 10 }, shared).set(PAGES, '/', 'of another server');

    const sut = new Cache({ enabled: true, maxSize: 10 }, shared);

    expect(await sut.getOrCompute(PAGES, '/', () => Promise.resolve('computed'))).toBe('of another server');
    expect(sut.peek(PAGES, '/')).toBe('of another server');
  });

  it('keeps to itself what is true on this machine only', async () => {
    const shared = new MemoryLevel(100, DEAF);
    const sut = new Cache({ enabled: true, maxSize: 10 }, shared);

    await sut.set({ ...PAGES, reach: 'here' }, '/a', 'a');
    await sut.getOrCompute({ ...PAGES, reach: 'here' }, '/b', () => Promise.resolve('b'));

    expect(shared.size).toBe(0);
    expect(await sut.get(PAGES, '/a')).toBe('a');
  });

  it('keeps nothing and stays out of the way when it is off', async () => {
    const sut = new Cache({ enabled: false, maxSize: 10 });
    let computed = 0;
    const compute = () => Promise.resolve((computed += 1));

    await sut.set(PAGES, '/', 'x');

    expect(await sut.get(PAGES, '/')).toBeUndefined();
    expect(await sut.getOrCompute(PAGES, '/', compute)).toBe(1);
    expect(await sut.getOrCompute(PAGES, '/', compute)).toBe(2);
  });
});
