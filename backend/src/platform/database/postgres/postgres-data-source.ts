import { type Pool } from 'pg';
import { DataSource } from 'typeorm';
import { type DatabaseSchema, type DatabaseSettings } from '../database-settings.js';
import { SLOW_STATEMENT_MS, StatementLog } from '../statement-log.js';
import { postgresError } from './postgres-errors.js';

/** After a burst, connections beyond the permanent ones are closed when they were idle for so long. */
const OVERFLOW_IDLE_MS = 10_000;
/** A server that does not answer the first connection within this time is not there. */
const CONNECT_TIMEOUT_MS = 10_000;

/** @throws DatabaseUnavailableError when the server cannot be reached */
export async function openPostgres(
  url: string,
  settings: DatabaseSettings,
  { entities, migrations }: DatabaseSchema,
): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url,
    entities: [...entities],
    migrations: [...migrations],
    applicationName: 'parallax',
    installExtensions: false,
    logger: new StatementLog(),
    maxQueryExecutionTime: SLOW_STATEMENT_MS,
    // An idle connection that breaks is taken out by the pool itself; the next user opens another one.
    poolErrorHandler: () => undefined,
    extra: {
      max: settings.poolSize + settings.maxOverflow,
      min: settings.poolSize,
      idleTimeoutMillis: OVERFLOW_IDLE_MS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      maxLifetimeSeconds: settings.recycleMs / 1000,
      keepAlive: true,
    },
  });
  try {
    return await source.initialize();
  } catch (error) {
    throw postgresError(error);
  }
}

/** The pool inside of TypeORM's driver, for its counters. */
export function poolOf(source: DataSource): Pool {
  const { master } = source.driver as unknown as { readonly master: Pool };
  return master;
}
