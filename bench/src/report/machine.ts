import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';

/** What figures depend on. Neither the name of the machine nor any path of it. */
export interface Machine {
  readonly cores: number;
  readonly model: string;
  readonly memoryGb: number;
  readonly system: string;
  /** Of the minute before the start: above 0 others used the machine too. */
  readonly loadBefore: number;
}

export type Versions = Readonly<Record<string, string>>;

const ROOT = join(import.meta.dirname, '../../../..');
const SHOWN = ['@nestjs/core', 'fastify', 'typeorm', 'sqlite3', 'rxjs', 'saxes', 'cache-manager', 'keyv', 'lru-cache'];

export function describeMachine(): Machine {
  return {
    cores: cpus().length,
    model: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${process.platform} ${process.arch}`,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

export function describeVersions(): Versions {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
    dependencies: Record<string, string>;
  };
  const libraries = SHOWN.map((name) => [name, manifest.dependencies[name] ?? 'unknown'] as const);
  return {
    parallax: manifest.version,
    node: process.version,
    SQLite: sqlite3.VERSION,
    ...Object.fromEntries(libraries),
  };
}
