import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { from, lastValueFrom, map, type Observable } from 'rxjs';
import { Config } from '../platform/config/config.js';
import { type CacheRegion } from './cache-region.js';
import { Cache } from './cache.js';
import { CACHED_KEY, type CachedRoute } from './cached.decorator.js';
import { bodyFor, type CachedResponse, compress, isKnownTo, responseOf } from './cached-response.js';

type RouteRequest = Pick<FastifyRequest, 'url' | 'params'>;
type RouteRegion = CacheRegion<RouteRequest, CachedResponse>;

/**
 * Keeps the answers of routes that are `@Cached`. The first request runs through the house; the next ones are answered from
 * memory as soon as they are in, before anything else is done for them.
 */
@Injectable()
export class CachedResponses implements NestInterceptor {
  private readonly regions = new Map<CachedRoute, RouteRegion>();
  /** By the route as the router names it, for those that were asked at least once. */
  private readonly routes = new Map<string, RouteRegion>();

  constructor(
    private readonly cache: Cache,
    private readonly reflector: Reflector,
    private readonly config: Config,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = this.reflector.get<CachedRoute | undefined>(CACHED_KEY, context.getHandler());
    if (route === undefined || !this.cache.enabled) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const region = this.regionOf(route);
    this.routes.set(request.routeOptions.url ?? '', region);
    const answer = this.cache.getOrCompute(region, request, async () => {
      const response = responseOf(await lastValueFrom(next.handle()));
      compress(response).catch(() => undefined); // the plain body does as well
      return response;
    });
    return from(answer).pipe(map((response) => prepare(response, request, reply)));
  }

  /** Answers from memory, if it can. Everybody may read what is kept: who may not ask at all was turned away before. */
  answerAtOnce(request: FastifyRequest, reply: FastifyReply): boolean {
    if (request.method !== 'GET') return false;
    const region = this.routes.get(request.routeOptions.url ?? '');
    const response = region === undefined ? undefined : this.cache.peek(region, request);
    if (response === undefined) return false;
    const body = prepare(response, request, reply);
    if (isKnownTo(request.headers['if-none-match'], response.etag)) void reply.code(304).send();
    else void reply.send(body);
    return true;
  }

  private regionOf(route: CachedRoute): RouteRegion {
    const known = this.regions.get(route);
    if (known !== undefined) return known;
    const region: RouteRegion = {
      name: route.region,
      ttlMs: this.config.cache[route.ttl],
      reach: 'everywhere',
      keyOf: ({ url }) => url,
      tagsOf: ({ params }) => route.tagsOf(params as Readonly<Record<string, string>>),
      bytesOf: ({ body }) => body.length,
    };
    this.regions.set(route, region);
    return region;
  }
}

/** Sets the headers of a kept answer and returns its body. */
function prepare(response: CachedResponse, request: FastifyRequest, reply: FastifyReply): Buffer {
  const { body, encoding } = bodyFor(response, request.headers['accept-encoding']);
  void reply
    .header('content-type', 'application/json; charset=utf-8')
    .header('etag', response.etag)
    .header('cache-control', 'private, no-cache') // the browser keeps it and asks whether it still holds
    .header('vary', 'Accept-Encoding');
  if (encoding !== undefined) void reply.header('content-encoding', encoding);
  return body;
}
