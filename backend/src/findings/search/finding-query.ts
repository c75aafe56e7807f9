import { FindingQueryInvalidError } from './finding-query.errors.js';
import { type FieldTerm, type FindingQuery, type TextTerm } from './finding-terms.js';
import { QUERY_FIELDS } from './query-fields.js';
import { readQueryParts } from './query-parts.js';
import { wordsIn } from './text-match.js';

export const EVERYTHING: FindingQuery = { fields: [], texts: [] };

const MOST_PARTS = 40;

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
  const words = wordsIn(value.text);
  if (words.length === 0) throw new FindingQueryInvalidError(written, 'it has no letter and no digit');
  return { words, form: value.quoted ? 'exact' : 'beginning', negated };
}
