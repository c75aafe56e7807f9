/** No name and no word that a person reads is longer. */
const LONGEST_RUN = 100;
const LONG_RUN = new RegExp(`([\\w-]{${LONGEST_RUN}})[\\w-]+`, 'g');

/**
 * A text with its long runs of letters, digits, dashes and underscores cut short: what they hold is no text, and the search
 * for secrets in them takes time that grows with the cube of their length.
 */
export function withoutLongRuns(text: string): string {
  return text.replace(LONG_RUN, '$1...');
}
