import 'reflect-metadata';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { configure, httpAdapter, serveApiDocs } from './bootstrap.js';
import { serveConsole } from './console-files.js';
import { Config } from './platform/config/config.js';
import { Metrics } from './platform/metrics/metrics.js';
import { ToolsService } from './tools/tools.service.js';
import { welcomeText } from './welcome.js';

/** How much garbage may lie on the heap before it is collected, in percent of what is in use. */
const GARBAGE_PERCENT = 75;

async function main(): Promise<void> {
  // V8 allows up to three times what is in use, the more the busier the machine is: 390 MB instead of 215 MB at worst
  setFlagsFromString(`--heap-growing-percent=${GARBAGE_PERCENT}`);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, httpAdapter(), {
    logger: false, // until ours is there: what goes wrong before is told once, at the end of this file
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.get(Metrics).watchProcess();
  configure(app);
  serveApiDocs(app);
  await serveConsole(app, join(import.meta.dirname, '../frontend/browser'));
  const { host, port } = app.get(Config).http;
  await listen(app, port, host);
  console.log(welcomeText(await app.getUrl(), await app.get(ToolsService).list()));
}

async function listen(app: NestFastifyApplication, port: number, host: string): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    await app.close();
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new Error(`${host}:${port} is in use by another program. End it, or choose another port by PORT.`, {
      cause: error,
    });
  }
}

main().catch((error: unknown) => {
  // A wrong setting, a database in use or a taken port: the message says what to do, a stack would hide it.
  console.error(`Parallax cannot start. ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
