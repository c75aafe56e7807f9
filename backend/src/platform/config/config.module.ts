import { existsSync } from 'node:fs';
import { Global, Module } from '@nestjs/common';
import { Config, readConfig } from './config.js';

/** Reads `.env` (when there is one) and the environment; variables that are set already win over the file. */
export function loadConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(process.env);
}

@Global()
@Module({
  providers: [{ provide: Config, useFactory: loadConfig }],
  exports: [Config],
})
export class ConfigModule {}
