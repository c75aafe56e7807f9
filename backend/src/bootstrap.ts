import multipart from '@fastify/multipart';
import { type INestApplication } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { hookInto } from './http-hooks.js';
import { sendProblem } from './platform/errors/problem.filter.js';
import { RequestIds } from './platform/http/request-ids.js';

/** Requests larger than this are refused: no route of ours needs more. */
const MAX_BODY_BYTES = 1024 * 1024;

/** Of forms with a file: its size has a limit of its own, which is configured. */
const FORM_LIMITS = { fileSize: Number.MAX_SAFE_INTEGER, files: 1, fields: 10, fieldSize: 10_000, headerPairs: 100 };

export function httpAdapter(): FastifyAdapter {
  const requestIds = new RequestIds();
  return new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: 60_000,
    skipMiddie: true, // no middleware: hooks do the same at a third of the cost
    genReqId: () => requestIds.next(),
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request.id, reply), // an address that cannot be read reaches no route
    forceCloseConnections: true, // event streams never end by themselves
  });
}

/** Sets up what is the same in the server and in tests. */
export function configure(app: NestFastifyApplication): void {
  nameRoutes(app);
  app.enableShutdownHooks();
  hookInto(app);
  void app.register(multipart, { limits: FORM_LIMITS });
}

/** Where the routes are: all that the API document needs to be set up. */
export function nameRoutes(app: INestApplication): void {
  app.setGlobalPrefix('api/v1', { exclude: ['health/*path', 'metrics'] });
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
