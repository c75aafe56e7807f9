import { MemoryLevel } from './memory-level.js';
import { describeCacheLevel } from './testing/cache-level.contract.js';

const DEAF = { added: () => undefined, removed: () => undefined };

describeCacheLevel('memory', () => Promise.resolve(new MemoryLevel(100, DEAF)));

describe(MemoryLevel.name, () => {
  const entry = (value: unknown, ...tags: string[]) => ({ value, region: 'r', tags, bytes: 0 });

  it('keeps values by reference', async () => {
    const sut = new MemoryLevel(10, DEAF);
    const value = { large: true };
    await sut.set('r:a', entry(value), 60_000);

    expect((await sut.get('r:a'))?.value).toBe(value);
    expect(sut.peek('r:a')?.value).toBe(value);
  });

  it('lets the one go that was not used for the longest time, and tells', async () => {
    const gone: string[] = [];
    const sut = new MemoryLevel(2, {
      ...DEAF,
      removed: ({ value }, reason) => gone.push(`${String(value)} ${reason}`),
    });
    await sut.set('r:a', entry(1), 60_000);
    await sut.set('r:b', entry(2), 60_000);
    await sut.get('r:a');

    await sut.set('r:c', entry(3), 60_000);

    expect(gone).toEqual(['2 evict']);
    expect(sut.size).toBe(2);
  });

  it('lets nothing in that is no longer current', async () => {
    const sut = new MemoryLevel(2, DEAF);
    await sut.set('r:a', { ...entry(1), isCurrent: () => false }, 60_000);

    expect(sut.size).toBe(0);
  });

  it('has invalidated when the call returns, before its promise resolves', async () => {
    const sut = new MemoryLevel(2, DEAF);
    await sut.set('r:a', entry(1, 't'), 60_000);

    void sut.invalidate(['t']);

    expect(sut.peek('r:a')).toBeUndefined();
  });

  it('removes what has outlived its time when it is asked to', async () => {
    const sut = new MemoryLevel(10, DEAF);
    await sut.set('r:a', entry(1), 1);
    await sut.set('r:b', entry(2), 60_000);
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(sut.removeExpired()).toBe(1);
    expect(sut.size).toBe(1);
  });
});
