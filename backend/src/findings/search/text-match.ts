import { type FindingQuery, type TextTerm } from './finding-terms.js';

/** What separates words: punctuation and everything else that is no letter or digit. */
const SEPARATORS = /[^\p{L}\p{N}]+/u;

/** What a finding says that searches for text look through. */
export interface SearchedText {
  readonly title: string;
  readonly weakness: string;
  readonly host: string;
  readonly path: string | null;
  readonly discriminator: string | null;
  readonly cve: readonly string[];
}

/** The words of a text, in small letters. */
export function wordsIn(text: string): string[] {
  return text
    .toLowerCase()
    .split(SEPARATORS)
    .filter((word) => word !== '');
}

/** Whether a finding says all the texts of a search, and none that must not be. */
export function saysAll({ texts }: FindingQuery, finding: SearchedText): boolean {
  if (texts.length === 0) return true;
  const { title, weakness, host, path, discriminator, cve } = finding;
  const words = wordsIn([title, weakness, host, path ?? '', discriminator ?? '', ...cve].join(' '));
  return texts.every((term) => says(words, term) !== term.negated);
}

function says(words: readonly string[], { words: wanted, form }: TextTerm): boolean {
  const last = wanted.length - 1;
  return words.some((_, start) =>
    wanted.every((word, at) => {
      const said = words[start + at];
      return at === last && form === 'beginning' ? said?.startsWith(word) === true : said === word;
    }),
  );
}
