import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Config, ConfigInvalidError } from './config.js';

/** Makes the folders that the settings name and looks at those that must be there. @throws ConfigInvalidError */
export function prepareFolders({ storage, log, tools }: Pick<Config, 'storage' | 'log' | 'tools'>): void {
  const problems = [
    problemOf('DATA_DIR', storage.folder, ensureWritableFolder),
    problemOf('LOG_DIR', log.folder, ensureWritableFolder),
    tools.nucleiTemplates === undefined
      ? undefined
      : problemOf('NUCLEI_TEMPLATES', tools.nucleiTemplates, requireFolder),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) throw new ConfigInvalidError(problems);
}

function problemOf(variable: string, path: string, check: (path: string) => void): string | undefined {
  try {
    check(path);
    return undefined;
  } catch (error) {
    return `${variable}=${JSON.stringify(path)}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function ensureWritableFolder(path: string): void {
  createMissing(path);
  requireFolder(path);
  accessSync(path, constants.W_OK | constants.X_OK);
}

/** One folder after the other: `mkdir` with `recursive` never returns on file systems that refuse in their own way, as /proc. */
function createMissing(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  if (dirname(path) !== path) createMissing(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

function requireFolder(path: string): void {
  if (!statSync(path).isDirectory()) throw new Error('a folder; this is something else');
}
