import { type QueryField } from './query-fields.js';

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
