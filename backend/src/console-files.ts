import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';

/** Files whose name holds a digest of their content: they never change. */
const HASHED = /-[A-Z0-9]{8}\.(js|css|woff2?)(\.br|\.gz)?$/;
/** Made by the build beside the files that they stand for, and sent in their place. */
const COMPRESSED = ['**/*.br', '**/*.gz'];
const API_PATHS = /^\/(api|health|metrics)(\/|\?|$)/;

/** Serves the built console: hashed files for a year, and its page, never cached, for every path that is not the API's. */
export async function serveConsole(app: NestFastifyApplication, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return; // only the API was built
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    globIgnore: COMPRESSED,
    preCompressed: true,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      void reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app
    .getHttpAdapter()
    .getInstance()
    .get('/*', (request, reply) => {
      if (API_PATHS.test(request.url)) return reply.callNotFound();
      return reply.sendFile('index.html');
    });
}
