import { type DatabaseSettings } from '../database-settings.js';

/** Gives the settings of a new, empty database to each test of a contract. */
export interface ContractPlace {
  emptyDatabase(): Promise<DatabaseSettings>;
}

export const SMALL_POOL = { poolSize: 2, maxOverflow: 2, poolTimeoutMs: 5000, recycleMs: 3_600_000 };
