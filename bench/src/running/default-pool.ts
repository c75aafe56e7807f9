/** The connections of the server's database when nothing is configured. */
export const DEFAULT_POOL = { poolSize: 5, maxOverflow: 10, poolTimeoutMs: 30_000, recycleMs: 3_600_000 };
