import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

export const CACHED_KEY = 'parallax:cached';

/** A kind of answers that are kept. */
export interface CachedRoute {
  /** Name of the cache region. */
  readonly region: string;
  /** Which of the configured times it lives: see `Config.cache`. */
  readonly ttl: 'ttlMs' | 'scanResultsTtlMs';
  /** The answer goes when one of these is invalidated. @param params those of the path */
  tagsOf(params: Readonly<Record<string, string>>): readonly string[];
}

/** Keeps the answers of a GET route as they are sent, until their time is over or what they are made of changes. */
export function Cached(route: CachedRoute): MethodDecorator {
  return applyDecorators(SetMetadata(CACHED_KEY, route), ApiExtension('x-cached', route.region));
}
