import { type ProofName } from './proofs.js';

/** One file that visitors should not be able to read. */
export interface Exposure {
  /** Below the folder that is examined, with leading slash. */
  readonly path: string;
  readonly weakness: string;
  readonly proof: ProofName;
  /** Path under which the weakness is known, when it is not the file's own: a repository has many files. */
  readonly foundAt?: string;
  /** Whether the quick profile asks for it too. */
  readonly rank: 'telling' | 'usual';
}

type Terms = Pick<Exposure, 'weakness' | 'proof' | 'foundAt'>;

/** Files that are found often or are grave: every profile asks for them. */
export function telling(terms: Terms, ...paths: readonly string[]): Exposure[] {
  return paths.map((path) => ({ ...terms, path, rank: 'telling' }));
}

/** The rest of the list. */
export function usual(terms: Terms, ...paths: readonly string[]): Exposure[] {
  return paths.map((path) => ({ ...terms, path, rank: 'usual' }));
}
