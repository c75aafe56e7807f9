import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { Environment } from './environment.js';

/** The settings of this server: read once from the environment, validated, nested by part. */
export abstract class Config {
  abstract readonly http: {
    readonly host: string;
    readonly port: number;
    /** Values of the Host header that are answered, besides loopback names and `host`. */
    readonly allowedHosts: readonly string[];
  };
  abstract readonly log: {
    readonly level: string;
    readonly folder: string;
    readonly fileSizeMegabytes: number;
    readonly fileCount: number;
  };
  abstract readonly storage: { readonly folder: string; readonly artefacts: string; readonly work: string };
  abstract readonly database: {
    /** PostgreSQL's address; absent means SQLite in `sqlitePath`. */
    readonly url?: string;
    readonly sqlitePath: string;
    readonly poolSize: number;
    readonly maxOverflow: number;
    readonly poolTimeoutMs: number;
    readonly recycleMs: number;
  };
  abstract readonly cache: {
    readonly enabled: boolean;
    /** Most entries in memory. */
    readonly maxSize: number;
    /** How long a value lives that has no time of its own. */
    readonly ttlMs: number;
    readonly scanResultsTtlMs: number;
    readonly toolOutputTtlMs: number;
    /** A second level, shared with other servers; absent means memory only. */
    readonly redisUrl?: string;
  };
  abstract readonly scans: {
    readonly maxConcurrentScans: number;
    readonly maxConcurrentToolExecutions: number;
    readonly maxRunsPerHost: number;
    readonly maxRunsPerScan: number;
  };
  abstract readonly tools: {
    readonly outputLimitBytes: number;
    readonly fileLimitBytes: number;
    readonly memoryLimitBytes: number;
    readonly graceMs: number;
    readonly availabilityTtlMs: number;
    readonly dnsResolver?: string;
    readonly nucleiTemplates?: string;
  };
  abstract readonly imports: { readonly limitBytes: number };
  abstract readonly triage: {
    /** Days within which a finding of a severity has to be dealt with; absent means no limit. */
    readonly serviceLevel: Readonly<Partial<Record<'critical' | 'high' | 'medium' | 'low', number>>>;
  };
  abstract readonly scope: {
    readonly policy: 'public' | 'private' | 'allowlist';
    readonly allowlistHosts: readonly string[];
    readonly allowlistCidrs: readonly string[];
    readonly allowLoopback: boolean;
  };
}

/** Thrown when the environment is wrong: names each variable, its value and what is allowed. The start ends. */
export class ConfigInvalidError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is wrong:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigInvalidError';
  }
}

const MEGABYTE = 1024 * 1024;

/** @throws ConfigInvalidError naming every wrong variable at once. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    throw new ConfigInvalidError(
      parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return `${name}=${JSON.stringify(set[name])}: ${issue.message}`;
      }),
    );
  }
  const listensOnLoopback = isLoopback(parsed.data.HOST);
  if (!listensOnLoopback && !parsed.data.UNSAFE_LISTEN_EVERYWHERE) {
    throw new ConfigInvalidError([
      `HOST=${JSON.stringify(parsed.data.HOST)}: Parallax has no accounts yet, so whoever reaches the port may scan. ` +
        'Use a loopback address (127.0.0.1 or ::1), or set UNSAFE_LISTEN_EVERYWHERE=true behind a proxy that authenticates.',
    ]);
  }
  return configOf(parsed.data, listensOnLoopback);
}

function configOf(env: Environment, listensOnLoopback: boolean): Config {
  const folder = resolve(env.DATA_DIR);
  return {
    http: { host: env.HOST, port: env.PORT, allowedHosts: env.ALLOWED_HOSTS },
    log: {
      level: env.LOG_LEVEL,
      folder: resolve(env.LOG_DIR),
      fileSizeMegabytes: env.LOG_FILE_SIZE_MB,
      fileCount: env.LOG_FILE_COUNT,
    },
    storage: { folder, artefacts: join(folder, 'artefacts'), work: join(folder, 'work') },
    database: {
      ...(env.DATABASE_URL === undefined ? {} : { url: env.DATABASE_URL }),
      sqlitePath: join(folder, 'parallax.db'),
      poolSize: env.DATABASE_POOL_SIZE,
      maxOverflow: env.DATABASE_MAX_OVERFLOW,
      poolTimeoutMs: env.DATABASE_POOL_TIMEOUT * 1000,
      recycleMs: env.DATABASE_POOL_RECYCLE * 1000,
    },
    cache: {
      enabled: env.CACHE_ENABLED,
      maxSize: env.CACHE_MAX_SIZE,
      ttlMs: env.CACHE_TTL * 1000,
      scanResultsTtlMs: env.CACHE_SCAN_RESULTS_TTL * 1000,
      toolOutputTtlMs: env.CACHE_TOOL_OUTPUT_TTL * 1000,
      ...(env.REDIS_URL === undefined ? {} : { redisUrl: env.REDIS_URL }),
    },
    scans: {
      maxConcurrentScans: env.MAX_CONCURRENT_SCANS,
      maxConcurrentToolExecutions: env.MAX_CONCURRENT_TOOL_EXECUTIONS,
      maxRunsPerHost: env.MAX_TOOL_RUNS_PER_HOST,
      maxRunsPerScan: env.MAX_TOOL_RUNS_PER_SCAN,
    },
    tools: {
      outputLimitBytes: env.TOOL_OUTPUT_LIMIT_MB * MEGABYTE,
      fileLimitBytes: env.TOOL_FILE_LIMIT_MB * MEGABYTE,
      memoryLimitBytes: env.TOOL_MEMORY_LIMIT_MB * MEGABYTE,
      graceMs: env.TOOL_GRACE_SECONDS * 1000,
      availabilityTtlMs: env.TOOL_AVAILABILITY_TTL * 1000,
      ...(env.DNS_RESOLVER === undefined ? {} : { dnsResolver: env.DNS_RESOLVER }),
      ...(env.NUCLEI_TEMPLATES === undefined ? {} : { nucleiTemplates: env.NUCLEI_TEMPLATES }),
    },
    imports: { limitBytes: env.IMPORT_LIMIT_MB * MEGABYTE },
    triage: { serviceLevel: serviceLevelOf(env) },
    scope: {
      policy: env.SCOPE_POLICY,
      allowlistHosts: env.SCOPE_ALLOWLIST.filter((entry) => !isNetwork(entry)),
      allowlistCidrs: env.SCOPE_ALLOWLIST.filter(isNetwork).map((entry) => withPrefix(entry)),
      // On only while nobody else can reach the server: then whoever scans loopback owns what is there.
      allowLoopback: listensOnLoopback && (env.SCOPE_ALLOW_LOOPBACK ?? true),
    },
  };
}

function serviceLevelOf(env: Environment): Config['triage']['serviceLevel'] {
  const days = {
    critical: env.SLA_DAYS_CRITICAL,
    high: env.SLA_DAYS_HIGH,
    medium: env.SLA_DAYS_MEDIUM,
    low: env.SLA_DAYS_LOW,
  };
  return Object.fromEntries(Object.entries(days).filter(([, limit]) => limit > 0));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function isNetwork(entry: string): boolean {
  return isIP(entry.split('/')[0] ?? '') !== 0;
}

function withPrefix(entry: string): string {
  if (entry.includes('/')) return entry;
  return isIP(entry) === 6 ? `${entry}/128` : `${entry}/32`;
}
