import { existsSync } from 'node:fs';
import { Global, Module } from '@nestjs/common';
import { Config, readConfig } from './config.js';
import { prepareFolders } from './folders.js';

/** Reads `.env` (when there is one) and the environment; variables that are set already win over the file. @throws ConfigInvalidError */
export function loadConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  prepareFolders(config);
  return config;
}

@Global()
@Module({
  providers: [{ provide: Config, useFactory: loadConfig }],
  exports: [Config],
})
export class ConfigModule {}
