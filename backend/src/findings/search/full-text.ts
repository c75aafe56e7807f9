import { type FieldTerm, type FindingQuery, type TextTerm } from './finding-terms.js';

/** A text as both databases ask for it. Words hold letters and digits only, so there is nothing to escape. */
export function fullTextQuery({ words, form }: TextTerm): { readonly sqlite: string; readonly postgres: string } {
  const begins = form === 'beginning';
  return {
    sqlite: `"${words.join(' ')}"${begins ? ' *' : ''}`,
    postgres: words.join(' <-> ') + (begins ? ':*' : ''),
  };
}

export function exactly(value: string): boolean {
  return !value.includes('*');
}

/** Fields that the index of words of SQLite knows too. */
const INDEXED: ReadonlyMap<string, string> = new Map([
  ['tool', 'tools'],
  ['cve', 'cve'],
  ['cwe', 'cwe'],
  ['port', 'port'],
  ['weakness', 'weakness'],
]);

/**
 * What the index of words of SQLite can say of a search: never less than what fits, sometimes more, so the conditions
 * themselves have to be asked too. Undefined when it can say nothing.
 */
export function indexedPart({ fields, texts }: FindingQuery): string | undefined {
  const parts = [
    ...texts.filter(({ negated }) => !negated).map((term) => `words:${fullTextQuery(term).sqlite}`),
    ...fields.filter(({ negated }) => !negated).flatMap(indexedField),
  ];
  return parts.length === 0 ? undefined : parts.join(' AND ');
}

function indexedField({ field, values }: FieldTerm): string[] {
  const column = INDEXED.get(field);
  if (column === undefined || !values.every(exactly)) return [];
  return [`(${values.map((value) => `${column}:"${value.replaceAll('"', ' ')}"`).join(' OR ')})`];
}
