import { type MigrationInterface } from 'typeorm';

/** Where the data lies and how many connections may be open. */
export interface DatabaseSettings {
  /** Address of a PostgreSQL server, `postgres://user:password@host:port/name`; absent means SQLite in `sqlitePath`. */
  readonly url?: string;
  /** A file; it and its folder are made when missing. `:memory:` is refused, because each connection would see its own. */
  readonly sqlitePath: string;
  readonly poolSize: number;
  readonly maxOverflow: number;
  readonly poolTimeoutMs: number;
  readonly recycleMs: number;
  /** How long the work of one write transaction may take before it is rolled back. Default 60,000 ms. */
  readonly writeLimitMs?: number;
}

export type EntityClass = new () => object;
/** Its name ends in a time stamp of 13 digits, which gives the order: `FirstTables1764000000000`. */
export type MigrationClass = new () => MigrationInterface;

/** What the upper floors store. The platform knows none of it. */
export interface DatabaseSchema {
  readonly entities: readonly EntityClass[];
  readonly migrations: readonly MigrationClass[];
}

export const DEFAULT_WRITE_LIMIT_MS = 60_000;
