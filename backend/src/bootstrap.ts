import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import { type INestApplication } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { CachedResponses } from './cache/cached-response.interceptor.js';
import { isKnownTo } from './cache/cached-response.js';
import { HttpTimings } from './performance/http-timings.js';
import { Config } from './platform/config/config.js';
import { checkSameSite } from './platform/http/same-site.js';
import { sendProblem } from './platform/errors/problem.filter.js';
import { Metrics } from './platform/metrics/metrics.js';

/** Requests larger than this are refused: no route of ours needs more. */
const MAX_BODY_BYTES = 1024 * 1024;

export function httpAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: 60_000,
    genReqId: () => randomUUID(),
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request.id, reply), // an address that cannot be read reaches no route
    forceCloseConnections: true, // event streams never end by themselves
  });
}

/** Sets up what is the same in the server, in tests and when only the API document is wanted. */
export async function configure(app: NestFastifyApplication): Promise<void> {
  app.setGlobalPrefix('api/v1', { exclude: ['health/*path', 'metrics'] });
  app.enableShutdownHooks();
  const config = app.get(Config);
  const metrics = app.get(Metrics);
  const timings = app.get(HttpTimings);
  const server = app.getHttpAdapter().getInstance();
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"], // Angular's component styles
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null, // served over plain HTTP on loopback
      },
    },
    hsts: false,
  });
  server.addHook('onRequest', (request, reply, done) => {
    try {
      checkSameSite(originOf(request), [...config.http.allowedHosts, config.http.host]);
    } catch (error) {
      return sendProblem(error, request.id, reply); // some routes are not Nest's, and so not its filter's
    }
    done();
  });
  const responses = app.get(CachedResponses);
  server.addHook('onRequest', (request, reply, done) => {
    if (!responses.answerAtOnce(request, reply)) done();
  });
  server.addHook('onSend', (request, reply, payload, done) => {
    const etag = reply.getHeader('etag');
    const isKnown =
      reply.statusCode === 200 && typeof etag === 'string' && isKnownTo(request.headers['if-none-match'], etag);
    if (!isKnown) return done(null, payload);
    void reply.code(304).removeHeader('content-encoding');
    done(null, '');
  });
  server.addHook('onResponse', (request, reply, done) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode),
    };
    metrics.httpSeconds.observe(labels, reply.elapsedTime / 1000);
    timings.record(request.method, labels.route, reply.statusCode, reply.elapsedTime);
    done();
  });
}

/** Describes the API; `docs/api/openapi.json` is this document. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Parallax')
    .setDescription(
      'Runs many security scanners in parallel against a target, joins their findings and shows how sure one can be of each.',
    )
    .setVersion('1')
    .build();
  return SwaggerModule.createDocument(app, about, {
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '').replace(/^./, (first) => first.toLowerCase())}${method.replace(/^./, (first) => first.toUpperCase())}`,
  });
}

export function serveApiDocs(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, describeApi(app), { jsonDocumentUrl: 'api/openapi.json' });
}

function originOf({ method, headers }: FastifyRequest) {
  const site = headers['sec-fetch-site'];
  return { method, host: headers.host, origin: headers.origin, fetchSite: typeof site === 'string' ? site : undefined };
}
