import { type FfufResult } from './ffuf.schema.js';

/**
 * Begins every word that no server has; the word lists hold it once for each kind of path. Longer than the words with which
 * ffuf calibrates itself, so that a page that repeats its address has another size and is not left out as calibrated.
 */
const NOBODYS_PATH = 'parallax-asks-for-a-path-that-nobody-has';

/** How a server answers paths that do not exist: what looks the same proves nothing. */
export interface Baseline {
  /** Whether the answer looks like the one to a path of the same kind that does not exist. */
  covers(result: FfufResult): boolean;
  /** Statuses below 400 that the server gives to paths that do not exist. */
  readonly catchAll: readonly number[];
}

export function isNobodysPath(word: string): boolean {
  return word.replace(/^\./, '').startsWith(NOBODYS_PATH);
}

/** Reads the baseline off the answers to paths that do not exist. */
export function baselineOf(results: readonly FfufResult[]): Baseline {
  const nobodys = results.filter(({ input }) => isNobodysPath(input.FUZZ));
  const shapes = new Set(nobodys.map(shapeOf));
  const statuses = new Set(nobodys.map(({ status }) => status));
  return {
    covers: (result) => shapes.has(shapeOf(result)),
    catchAll: [...statuses].filter((status) => status < 400).sort((a, b) => a - b),
  };
}

/** Size and words stay out: a page that repeats the path asked for has others for every path. */
function shapeOf({ input, status, redirectlocation }: FfufResult): string {
  const word = input.FUZZ;
  return JSON.stringify([kindOf(word), status, redirectlocation.replaceAll(word, '*')]);
}

/** Servers treat folders, hidden files and each extension alike among themselves, and differently from the others. */
export function kindOf(word: string): string {
  if (word.endsWith('/')) return 'folder';
  if (word.split('/').some((segment) => segment.startsWith('.'))) return 'hidden';
  return /\.[^./]+$/.exec(word)?.[0] ?? 'plain';
}
