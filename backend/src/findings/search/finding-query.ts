import { FindingQueryInvalidError } from './finding-query.errors.js';
import { QUERY_FIELDS, type QueryField } from './query-fields.js';
import { readQueryParts } from './query-parts.js';

/** One condition on a field: any of these values. */
export interface FieldTerm {
  readonly field: QueryField;
  /** In the form that is stored: aliases are resolved, letters small where case does not count. */
  readonly values: readonly string[];
  readonly negated: boolean;
}

/** Words that occur one after the other in what a finding says; of a single word without quotes, the beginning is enough. */
export interface TextTerm {
  readonly words: readonly string[];
  readonly form: 'beginning' | 'exact';
  readonly negated: boolean;
}

/**
 * What findings are searched by, as it is written in the address of a page, in the API and in saved views:
 * `severity:high,critical tool:nmap status:active host:*.example "remote code"`. All parts have to fit; `-` before a part
 * means that it must not.
 */
export interface FindingQuery {
  readonly fields: readonly FieldTerm[];
  readonly texts: readonly TextTerm[];
}

export const EVERYTHING: FindingQuery = { fields: [], texts: [] };

const MOST_PARTS = 40;
/** What separates words: ASCII punctuation and everything that is no letter or digit. */
const SEPARATORS = /[^\p{L}\p{N}]+/u;

/** @throws FindingQueryInvalidError */
export function parseFindingQuery(text: string): FindingQuery {
  const parts = readQueryParts(text);
  if (parts.length > MOST_PARTS) {
    throw new FindingQueryInvalidError(`${parts.length} parts`, `use ${MOST_PARTS} at most`);
  }
  const fields: FieldTerm[] = [];
  const texts: TextTerm[] = [];
  for (const { field, values, negated, written } of parts) {
    if (field === undefined) texts.push(...values.map((value) => textTerm(value, negated, written)));
    else fields.push(fieldTerm(field, { values, negated, written }));
  }
  return { fields, texts };
}

interface Written {
  readonly values: readonly { readonly text: string }[];
  readonly negated: boolean;
  readonly written: string;
}

function fieldTerm(name: string, { values, negated, written }: Written): FieldTerm {
  const field = QUERY_FIELDS.get(name);
  if (field === undefined) {
    const known = [...QUERY_FIELDS.keys()].join(', ');
    throw new FindingQueryInvalidError(
      written,
      `there is no field ${name}; use ${known}, or quotes to search for text`,
    );
  }
  const read = values.flatMap(({ text }) => {
    const meant = field.valuesOf(text);
    if (meant === undefined) throw new FindingQueryInvalidError(written, field.remedy);
    return meant;
  });
  return { field: field.name, values: [...new Set(read)], negated };
}

function textTerm(
  value: { readonly text: string; readonly quoted: boolean },
  negated: boolean,
  written: string,
): TextTerm {
  const words = value.text
    .toLowerCase()
    .split(SEPARATORS)
    .filter((word) => word !== '');
  if (words.length === 0) throw new FindingQueryInvalidError(written, 'it has no letter and no digit');
  return { words, form: value.quoted ? 'exact' : 'beginning', negated };
}
