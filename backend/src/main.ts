import 'reflect-metadata';
import { join } from 'node:path';
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

async function main(): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, httpAdapter(), {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.get(Metrics).watchProcess();
  await configure(app);
  serveApiDocs(app);
  await serveConsole(app, join(import.meta.dirname, '../frontend/browser'));
  const { host, port } = app.get(Config).http;
  await app.listen(port, host);
  console.log(welcomeText(await app.getUrl(), await app.get(ToolsService).list()));
}

main().catch((error: unknown) => {
  // A wrong setting, a database in use or a taken port: the message says what to do, a stack would hide it.
  console.error(error instanceof Error ? `Parallax cannot start. ${error.message}` : error);
  process.exit(1);
});
