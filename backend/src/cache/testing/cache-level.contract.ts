import { setTimeout as sleep } from 'node:timers/promises';
import { type CacheEntry, type CacheLevel } from '../cache-level.js';

/** What every level promises. `make` opens a fresh, empty one. */
export function describeCacheLevel(name: string, make: () => Promise<CacheLevel>): void {
  describe(`${name} as a cache level`, () => {
    let sut: CacheLevel;
    beforeEach(async () => {
      sut = await make();
    });
    afterEach(async () => {
      await sut.clear();
      await sut.close();
    });

    const entry = (value: unknown, ...tags: string[]): CacheEntry => ({ value, region: 'r', tags, bytes: 7 });

    it('gives back what it was given, with its tags and size', async () => {
      const value = { text: 'ä ✓', list: [1, null, { deep: true }], bytes: Buffer.from([0, 255, 10]) };
      await sut.set('r:a', entry(value, 't'), 60_000);

      const found = await sut.get('r:a');

      expect(found?.value).toEqual(value);
      expect(found).toMatchObject({ tags: ['t'], bytes: 7 });
    });

    it('knows nothing of a key that was never set', async () => {
      expect(await sut.get('r:never')).toBeUndefined();
    });

    it('replaces a value together with its tags', async () => {
      await sut.set('r:a', entry(1, 'old'), 60_000);
      await sut.set('r:a', entry(2, 'new'), 60_000);

      await sut.invalidate(['other']);
      expect((await sut.get('r:a'))?.value).toBe(2);
      await sut.invalidate(['new']);
      expect(await sut.get('r:a')).toBeUndefined();
    });

    it('forgets a value when its time is over', async () => {
      await sut.set('r:a', entry(1), 30);

      await sleep(60);

      expect(await sut.get('r:a')).toBeUndefined();
    });

    it('removes everything with a tag and nothing without it', async () => {
      for (const number of [1, 2, 3]) await sut.set(`r:${number}`, entry(number, `n${number}`, 'all'), 60_000);
      await sut.set('r:other', entry('other', 'n4'), 60_000);

      await sut.invalidate(['n1', 'n2']);
      expect(
        await Promise.all(['r:1', 'r:2', 'r:3', 'r:other'].map(async (key) => (await sut.get(key))?.value)),
      ).toEqual([undefined, undefined, 3, 'other']);

      await sut.invalidate(['all']);
      expect(await sut.get('r:3')).toBeUndefined();
      expect((await sut.get('r:other'))?.value).toBe('other');
    });

    it('is empty once it was cleared, and usable', async () => {
      await sut.set('r:a', entry(1, 't'), 60_000);

      await sut.clear();
      expect(await sut.get('r:a')).toBeUndefined();

      await sut.set('r:a', entry(2, 't'), 60_000);
      expect((await sut.get('r:a'))?.value).toBe(2);
    });
  });
}
