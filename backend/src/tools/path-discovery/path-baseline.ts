/**
 * Begins every word that no server has; the word lists hold it once for each kind of path. Longer than the words with which
 * ffuf calibrates itself, so that a page that repeats its address has another size and is not left out as calibrated.
 */
const NOBODYS_PATH = 'parallax-asks-for-a-path-that-nobody-has';

/** What a server answered to one word of a list. */
export interface PathAnswer {
  readonly word: string;
  readonly status: number;
  /** Where it redirects to; empty when it does not. */
  readonly redirect: string;
}

/** How a server answers paths that do not exist: what looks the same proves nothing. */
export interface Baseline {
  /** Whether the answer looks like the one to a path of the same kind that does not exist. */
  covers(answer: PathAnswer): boolean;
  /** Statuses below 400 that the server gives to paths that do not exist. */
  readonly catchAll: readonly number[];
}

/** Whether the word stands in the list to see how the server answers a path that does not exist. */
export function isNobodysPath(word: string): boolean {
  return word.replace(/^\./, '').startsWith(NOBODYS_PATH);
}

/** Reads the baseline off the answers to paths that do not exist. */
export function baselineOf(answers: readonly PathAnswer[]): Baseline {
  const nobodys = answers.filter(({ word }) => isNobodysPath(word));
  const shapes = new Set(nobodys.map(shapeOf));
  const statuses = new Set(nobodys.map(({ status }) => status));
  return {
    covers: (answer) => shapes.has(shapeOf(answer)),
    catchAll: [...statuses].filter((status) => status < 400).sort((a, b) => a - b),
  };
}

/** Size and words stay out: a page that repeats the path asked for has others for every path. */
function shapeOf({ word, status, redirect }: PathAnswer): string {
  return JSON.stringify([kindOf(word), status, redirect.replaceAll(word, '*')]);
}

/** Servers treat folders, hidden files and each extension alike among themselves, and differently from the others. */
export function kindOf(word: string): string {
  if (word.endsWith('/')) return 'folder';
  if (word.split('/').some((segment) => segment.startsWith('.'))) return 'hidden';
  return /\.[^./]+$/.exec(word)?.[0] ?? 'plain';
}
