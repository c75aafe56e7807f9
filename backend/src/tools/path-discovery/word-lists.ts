import { join } from 'node:path';
import { type Profile } from '../tool-adapter.js';

/** Paths in the word list of each profile, those that nobody has not counted. Each list holds the one before. */
export const WORDLIST_SIZES: Readonly<Record<Profile, number>> = { quick: 133, standard: 528, deep: 1559 };

/** Statuses that say "there is something": an answer, a redirect, a refusal that is not "not found". */
export const TELLING_STATUSES = '200,204,301,302,307,308,401,403,405';

/** The file with the paths that a profile asks for, one a line. */
export function wordListOf(profile: Profile): string {
  return join(import.meta.dirname, 'wordlists', `${profile}.txt`);
}

/** What a profile leaves out of the longest list, in words; empty for the profile that leaves out nothing. */
export function untriedPaths(profile: Profile): string[] {
  if (profile === 'deep') return [];
  return [`the ${profile} profile tries ${WORDLIST_SIZES[profile]} of ${WORDLIST_SIZES.deep} paths`];
}
