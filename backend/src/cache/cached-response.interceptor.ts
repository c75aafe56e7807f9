import { type ServerResponse } from 'node:http';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { from, lastValueFrom, map, type Observable } from 'rxjs';
import { Config } from '../platform/config/config.js';
import { API_HEADERS } from '../platform/http/security-headers.js';
import { type CacheRegion } from './cache-region.js';
import { Cache } from './cache.js';
import { CACHED_KEY, type CachedRoute } from './cached.decorator.js';
import {
  type CachedResponse,
  compress,
  headersOf,
  isKnownTo,
  responseOf,
  validatorsOf,
  type Variant,
  variantFor,
} from './cached-response.js';

type RouteRequest = Pick<FastifyRequest, 'url' | 'params'>;
type RouteRegion = CacheRegion<RouteRequest, CachedResponse>;

/** Headers of an answer as `writeHead` takes them fastest: name, value, name, value. */
type FlatHeaders = readonly string[];

/** Headers of an answer with this body, and of the answer that says it has not changed. */
interface Heads {
  readonly sent: FlatHeaders;
  readonly known: FlatHeaders;
}

/**
 * Keeps the answers of routes that are `@Cached`. The first request runs through the house; the next ones are answered from
 * memory as soon as they are in, before anything else is done for them.
 */
@Injectable()
export class CachedResponses implements NestInterceptor {
  private readonly regions = new Map<CachedRoute, RouteRegion>();
  /** By address, so that a request finds its region without its route: naming the route costs more than the answer. */
  private readonly regionOfUrl: LRUCache<string, RouteRegion>;
  private readonly heads = new WeakMap<Buffer, Heads>();

  constructor(
    private readonly cache: Cache,
    private readonly reflector: Reflector,
    private readonly config: Config,
  ) {
    this.regionOfUrl = new LRUCache({ max: config.cache.maxSize });
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = this.reflector.get<CachedRoute | undefined>(CACHED_KEY, context.getHandler());
    if (route === undefined || !this.cache.enabled) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const region = this.regionOf(route);
    this.regionOfUrl.set(request.url, region);
    const answer = this.cache.getOrCompute(region, request, async () => {
      const response = responseOf(await lastValueFrom(next.handle()));
      compress(response).catch(() => undefined); // the plain body does as well
      return response;
    });
    return from(answer).pipe(
      map((response) => {
        const variant = variantFor(response, request.headers['accept-encoding']);
        void reply.headers(headersOf(response, variant));
        return variant.body;
      }),
    );
  }

  /**
   * Answers from memory, if it can; written past the framework, which has nothing left to do. Everybody may read what is
   * kept: who may not ask at all was turned away before.
   */
  answerAtOnce(request: FastifyRequest, reply: FastifyReply): boolean {
    if (request.method !== 'GET') return false;
    const region = this.regionOfUrl.get(request.url);
    const response = region === undefined ? undefined : this.cache.peek(region, request);
    if (response === undefined) return false;
    reply.hijack();
    const variant = variantFor(response, request.headers['accept-encoding']);
    const heads = this.headsOf(response, variant);
    if (isKnownTo(request.headers['if-none-match'], response.etag)) writeHead(reply.raw, 304, heads.known).end();
    else writeHead(reply.raw, 200, heads.sent).end(variant.body);
    return true;
  }

  private headsOf(response: CachedResponse, variant: Variant): Heads {
    const made = this.heads.get(variant.body);
    if (made !== undefined) return made;
    const known = { ...API_HEADERS, ...validatorsOf(response) };
    const sent = { ...API_HEADERS, ...headersOf(response, variant), 'content-length': String(variant.body.length) };
    const heads = { known: Object.entries(known).flat(), sent: Object.entries(sent).flat() };
    this.heads.set(variant.body, heads);
    return heads;
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

function writeHead(raw: ServerResponse, status: 200 | 304, headers: FlatHeaders): ServerResponse {
  return raw.writeHead(status, headers as string[]);
}
