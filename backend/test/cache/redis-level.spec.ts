import { setTimeout as sleep } from 'node:timers/promises';
import { Cache } from '../../src/cache/cache.js';
import { type CacheRegion } from '../../src/cache/cache-region.js';
import { RedisLevel } from '../../src/cache/redis-level.js';
import { describeCacheLevel } from '../../src/cache/testing/cache-level.contract.js';
import { describeWithRedis } from './redis-server.js';

const entry = (value: unknown, ...tags: string[]) => ({ value, region: 'r', tags, bytes: 0 });

describeWithRedis('Redis', (server) => {
  let errors: Error[];
  const open = () => RedisLevel.open(server().url, 'test', (error) => errors.push(error));
  beforeEach(() => {
    errors = [];
  });

  describeCacheLevel('Redis', open);

  it('shares what one server knows with the others, also after a restart', async () => {
    const [first, second] = [await open(), await open()];
    await first.set('r:a', entry('of the first', 't'), 60_000);
    await first.close();

    expect((await second.get('r:a'))?.value).toBe('of the first');

    await second.invalidate(['t']);
    const third = await open();
    expect(await third.get('r:a')).toBeUndefined();
    for (const level of [second, third]) await level.close();
    expect(errors).toEqual([]);
  });

  it('is a miss while Redis is gone, and comes back with it', async () => {
    const sut = await open();
    await sut.set('r:a', entry(1), 60_000);
    await server().stop();

    expect(await sut.get('r:a')).toBeUndefined();
    await sut.set('r:b', entry(2), 60_000);
    expect(errors.length).toBeGreaterThan(0);

    await server().startAgain();
    for (let turn = 0; turn < 100 && (await sut.get('r:c')) === undefined; turn += 1) {
      await sut.set('r:c', entry(3), 60_000);
      await sleep(50);
    }
    expect((await sut.get('r:c'))?.value).toBe(3);
    await sut.close();
  });

  it('does not hang on a Redis that hangs', async () => {
    const region: CacheRegion<string> = {
      name: 'r',
      ttlMs: 60_000,
      reach: 'everywhere',
      keyOf: (key) => key,
      tagsOf: () => ['t'],
    };
    const sut = new Cache({ enabled: true, maxSize: 10 }, await open());
    server().freeze();

    expect(await sut.getOrCompute(region, 'a', () => Promise.resolve('computed'))).toBe('computed');
    void sut.invalidate(['t']);
    expect(await sut.getOrCompute(region, 'a', () => Promise.resolve('new'))).toBe('new');

    server().thaw();
    await sut.close();
  });

  it('is named with its setting when nothing answers there, without its password', async () => {
    const opening = RedisLevel.open('redis://user:secret@127.0.0.1:1', 'test', () => undefined);

    await expect(opening).rejects.toThrow(/^REDIS_URL: no Redis answers at redis:\/\/127\.0\.0\.1:1/);
  });

  it('is not trusted after an invalidation that failed until it could be emptied', async () => {
    const sut = await open();
    await sut.set('r:stale', entry('stale', 't'), 60_000);
    server().freeze();
    await sut.invalidate(['t']);
    server().thaw();

    expect(await sut.get('r:stale')).toBeUndefined();
    await sut.close();
  });
});
