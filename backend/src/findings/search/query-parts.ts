import { FindingQueryInvalidError } from './finding-query.errors.js';

/** One part of a search as it is written. */
export interface QueryPart {
  /** Absent for text. */
  readonly field?: string;
  readonly values: readonly { readonly text: string; readonly quoted: boolean }[];
  readonly negated: boolean;
  /** The part as the user wrote it, for error messages. */
  readonly written: string;
}

const FIELD = /^([a-z][a-z-]*):/i;
const SPACE = /\s/;

/** Cuts a search into its parts. @throws FindingQueryInvalidError for a quote that is not closed and a field without a value */
export function readQueryParts(text: string): QueryPart[] {
  const parts: QueryPart[] = [];
  let at = 0;
  while (at < text.length) {
    if (SPACE.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const [part, end] = readPart(text, at);
    parts.push(part);
    at = end;
  }
  return parts;
}

function readPart(text: string, start: number): [QueryPart, number] {
  const negated = text.charAt(start) === '-' && start + 1 < text.length && !SPACE.test(text.charAt(start + 1));
  let at = negated ? start + 1 : start;
  const field = FIELD.exec(text.slice(at, at + 40))?.[1]?.toLowerCase();
  if (field !== undefined) at += field.length + 1;
  const values: { text: string; quoted: boolean }[] = [];
  for (;;) {
    const [value, end] = readValue(text, at, field === undefined ? SPACE : /[\s,]/);
    if (value.text !== '') values.push(value);
    at = end;
    if (field === undefined || text.charAt(at) !== ',') break;
    at += 1;
  }
  const written = text.slice(start, at);
  if (values.length === 0) throw new FindingQueryInvalidError(written, 'a value is missing after the colon');
  return [{ ...(field === undefined ? {} : { field }), values, negated, written }, at];
}

function readValue(text: string, start: number, ends: RegExp): [{ text: string; quoted: boolean }, number] {
  if (text.charAt(start) === '"') {
    const end = text.indexOf('"', start + 1);
    if (end < 0) throw new FindingQueryInvalidError(text.slice(start), 'the quote is not closed');
    return [{ text: text.slice(start + 1, end), quoted: true }, end + 1];
  }
  let end = start;
  while (end < text.length && !ends.test(text.charAt(end))) end += 1;
  return [{ text: text.slice(start, end), quoted: false }, end];
}
