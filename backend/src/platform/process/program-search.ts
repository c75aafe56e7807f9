import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';

/**
 * Where programs are looked for, whatever the PATH of the server says: the system's folders, those that an administrator fills,
 * and Homebrew's on macOS. None of them belongs to an ordinary user, so nobody can slip in a program of his own.
 */
export const SEARCH_FOLDERS: readonly string[] = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  ...(process.platform === 'darwin' ? ['/opt/homebrew/bin'] : []),
];

/** Path of an executable program; undefined when there is none. An absolute path is only checked. */
export async function findProgram(
  name: string,
  folders: readonly string[] = SEARCH_FOLDERS,
): Promise<string | undefined> {
  if (isAbsolute(name)) return (await isProgram(name)) ? name : undefined;
  if (name === '' || name.includes('/')) return undefined;
  for (const folder of folders) {
    const path = join(folder, name);
    if (await isProgram(path)) return path;
  }
  return undefined;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false; // not there, or not ours to run: either way there is nothing to start
  }
}
