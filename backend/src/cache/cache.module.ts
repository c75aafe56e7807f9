import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { Cache } from './cache.js';
import { CachedResponses } from './cached-response.interceptor.js';
import { RedisLevel } from './redis-level.js';

const logger = new Logger(Cache.name);

async function openCache({ cache: { redisUrl, ...settings } }: Config): Promise<Cache> {
  if (redisUrl === undefined || !settings.enabled) return new Cache(settings);
  const failed = (error: Error): void => logger.warn({ err: error }, 'Redis: going on without it');
  return new Cache(settings, await RedisLevel.open(redisUrl, 'parallax', failed));
}

@Global()
@Module({
  providers: [{ provide: Cache, inject: [Config], useFactory: openCache }, CachedResponses],
  exports: [Cache, CachedResponses],
})
export class CacheModule implements OnApplicationShutdown {
  constructor(@Inject(Cache) private readonly cache: Cache) {}

  async onApplicationShutdown(): Promise<void> {
    await this.cache.close();
  }
}
