import { isIPv4, isIPv6 } from 'node:net';
import { z } from 'zod';

const WHOLE = /^\d+$/;
const HOST_NAME = /^[0-9a-z](?:[0-9a-z.:-]*[0-9a-z])?$/i;

function whole(minimum: number, maximum: number, fallback: number) {
  return z
    .string()
    .regex(WHOLE, `a whole number from ${minimum} to ${maximum}`)
    .transform(Number)
    .pipe(z.number().min(minimum, `at least ${minimum}`).max(maximum, `at most ${maximum}`))
    .default(fallback);
}

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

function list() {
  return z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    );
}

function isResolverAddress(text: string): boolean {
  const [, v4 = '', v6 = '', port = ''] = /^(?:([\d.]+)|\[([^\]]+)\]):(\d{1,5})$/.exec(text) ?? [];
  return (isIPv4(v4) || isIPv6(v6)) && Number(port) >= 1 && Number(port) <= 65_535;
}

/** Every environment variable that Parallax reads, with its form and default. `.env.example` explains each. */
export const Environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: whole(0, 65535, 8000),
  ALLOWED_HOSTS: list().refine((names) => names.every((name) => HOST_NAME.test(name)), {
    error: 'names or addresses separated by commas, without port, scheme or *',
  }),
  UNSAFE_LISTEN_EVERYWHERE: flag.default(false),

  DATA_DIR: z.string().min(1).default('data'),
  LOG_DIR: z.string().min(1).default('backend/logs'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  LOG_FILE_SIZE_MB: whole(1, 1024, 10),
  LOG_FILE_COUNT: whole(1, 100, 5),

  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'an address that begins with postgres://, or nothing for SQLite')
    .optional(),
  DATABASE_POOL_SIZE: whole(1, 100, 5),
  DATABASE_MAX_OVERFLOW: whole(0, 100, 10),
  DATABASE_POOL_TIMEOUT: whole(1, 600, 30),
  DATABASE_POOL_RECYCLE: whole(1, 86_400, 3600),

  CACHE_ENABLED: flag.default(true),
  CACHE_TTL: whole(1, 86_400, 3600),
  CACHE_MAX_SIZE: whole(1, 1_000_000, 1000),
  CACHE_SCAN_RESULTS_TTL: whole(1, 86_400, 300),
  CACHE_TOOL_OUTPUT_TTL: whole(1, 86_400, 600),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'an address that begins with redis:// or rediss://, or nothing')
    .optional(),

  MAX_CONCURRENT_SCANS: whole(1, 100, 5),
  MAX_CONCURRENT_TOOL_EXECUTIONS: whole(1, 100, 3),
  MAX_TOOL_RUNS_PER_HOST: whole(1, 100, 4),
  MAX_TOOL_RUNS_PER_SCAN: whole(1, 100_000, 2000),
  TOOL_OUTPUT_LIMIT_MB: whole(1, 1024, 64),
  TOOL_FILE_LIMIT_MB: whole(1, 4096, 256),
  TOOL_MEMORY_LIMIT_MB: whole(64, 65_536, 1024),
  TOOL_GRACE_SECONDS: whole(1, 30, 1),
  TOOL_AVAILABILITY_TTL: whole(1, 86_400, 300),

  IMPORT_LIMIT_MB: whole(1, 4096, 128),

  SLA_DAYS_CRITICAL: whole(0, 3650, 7),
  SLA_DAYS_HIGH: whole(0, 3650, 30),
  SLA_DAYS_MEDIUM: whole(0, 3650, 90),
  SLA_DAYS_LOW: whole(0, 3650, 180),

  SCOPE_POLICY: z.enum(['public', 'private', 'allowlist']).default('private'),
  SCOPE_ALLOWLIST: list(),
  SCOPE_ALLOW_LOOPBACK: flag.optional(),

  DNS_RESOLVER: z
    .string()
    .refine((address) => isResolverAddress(address), 'an address with a port, e.g. 9.9.9.9:53 or [2620:fe::fe]:53')
    .optional(),
  NUCLEI_TEMPLATES: z.string().min(1).optional(),
});
export type Environment = z.infer<typeof Environment>;
