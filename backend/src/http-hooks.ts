import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { CachedResponses } from './cache/cached-response.interceptor.js';
import { isKnownTo } from './cache/cached-response.js';
import { HttpTimings, type RouteTimer } from './performance/http-timings.js';
import { Config } from './platform/config/config.js';
import { sendProblem } from './platform/errors/problem.filter.js';
import { API_HEADERS, PAGE_HEADERS } from './platform/http/security-headers.js';
import { SameSiteCheck } from './platform/http/same-site.js';
import { logRequest } from './request-log.js';

/** What is done around every request, whichever route answers it: hooks, no middleware, which costs three times as much. */
export function hookInto(app: NestFastifyApplication): void {
  const config = app.get(Config);
  const server = app.getHttpAdapter().getInstance();
  turnAwayOrAnswer(
    server,
    new SameSiteCheck([...config.http.allowedHosts, config.http.host]),
    app.get(CachedResponses),
  );
  sendNoKnownBody(server);
  timeRequests(server, app.get(HttpTimings), config.log.level);
}

function turnAwayOrAnswer(server: FastifyInstance, sameSite: SameSiteCheck, responses: CachedResponses): void {
  server.addHook('onRequest', (request, reply, done) => {
    try {
      sameSite.check(originOf(request));
    } catch (error) {
      return sendProblem(error, request.id, reply.headers(API_HEADERS)); // some routes are not Nest's, and so not its filter's
    }
    if (responses.answerAtOnce(request, reply)) return;
    void reply.headers(request.url.startsWith('/api/v1/') ? API_HEADERS : PAGE_HEADERS);
    done();
  });
}

/** A body that the client has is not sent again. @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */
function sendNoKnownBody(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    const known = request.headers['if-none-match'];
    const etag = known === undefined ? undefined : reply.getHeader('etag');
    if (reply.statusCode !== 200 || typeof etag !== 'string' || !isKnownTo(known, etag)) return done(null, payload);
    void reply.code(304).removeHeader('content-encoding');
    done(null, '');
  });
}

/** Each route has its own timer: the request need not be asked for its route, which costs more than to answer it. */
function timeRequests(server: FastifyInstance, timings: HttpTimings, logLevel: string): void {
  const logged = ['debug', 'trace'].includes(logLevel) ? 'every request' : 'quiet';
  const answered = (timer: RouteTimer) => (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    logRequest(request, reply, logged);
    timer.record(reply.raw.statusCode, reply.elapsedTime);
    done();
  };
  server.addHook('onRoute', (route) => {
    const timer = timings.timerOf([route.method].flat().join(','), route.url);
    route.onResponse = [route.onResponse ?? [], answered(timer)].flat();
  });
  const notFound = answered(timings.timerOf('any', 'none'));
  server.addHook('onResponse', (request, reply, done) => {
    if (request.is404) notFound(request, reply, done);
    else done();
  });
}

function originOf({ method, headers }: FastifyRequest) {
  const site = headers['sec-fetch-site'];
  return { method, host: headers.host, origin: headers.origin, fetchSite: typeof site === 'string' ? site : undefined };
}
