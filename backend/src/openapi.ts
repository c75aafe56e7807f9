import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { describeApi, httpAdapter, nameRoutes } from './bootstrap.js';

/** Writes the API document to the folder given as the first argument. Nothing listens and no scan is touched. */
async function main(folder: string): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, httpAdapter(), {
    preview: true,
    logger: ['error'],
    abortOnError: false,
  });
  nameRoutes(app);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'openapi.json'), `${JSON.stringify(describeApi(app), null, 2)}\n`);
}

await main(process.argv[2] ?? 'docs/api');
process.exit(0); // a preview has nothing to close
