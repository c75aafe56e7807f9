import { ACTIVE_STATES, FINDING_STATES } from '../finding-state.js';
import { SEVERITIES } from '../severity.js';
import { PRESENCES } from '../standing.js';

export const QUERY_FIELD_NAMES = [
  'severity',
  'status',
  'presence',
  'tool',
  'tools',
  'host',
  'port',
  'weakness',
  'cve',
  'cwe',
  'assignee',
  'due',
  'first',
  'last',
  'scan',
] as const;

export type QueryField = (typeof QUERY_FIELD_NAMES)[number];

/** A field of the search: what its values mean, and what to write when one means nothing. */
export interface QueryFieldDefinition {
  readonly name: QueryField;
  /** The stored values that a word stands for; undefined when it is none of this field. */
  valuesOf(word: string): readonly string[] | undefined;
  readonly remedy: string;
}

/** States that are one in the eyes of a user. */
const STATUS_WORDS = new Map<string, readonly string[]>([
  ...FINDING_STATES.map((state) => [state, [state]] as const),
  ...FINDING_STATES.map((state) => [state.replaceAll('_', '-'), [state]] as const),
  ['active', ACTIVE_STATES],
  ['closed', FINDING_STATES.filter((state) => !ACTIVE_STATES.includes(state))],
]);

const oneOf =
  (words: readonly string[]) =>
  (word: string): readonly string[] | undefined =>
    words.includes(word.toLowerCase()) ? [word.toLowerCase()] : undefined;

const matching =
  (pattern: RegExp, change: (word: string) => string = (word) => word.toLowerCase()) =>
  (word: string): readonly string[] | undefined =>
    pattern.test(word) ? [change(word)] : undefined;

const use = (words: readonly string[]): string => `use ${words.join(', ')}`;

const DUE = ['overdue', 'soon', 'none'];

function date(word: string): readonly string[] | undefined {
  const [, sign = '>', day = ''] = /^([<>]?)=?(\d{4}-\d{2}-\d{2})$/.exec(word) ?? [];
  return Number.isNaN(Date.parse(day)) || day === '' ? undefined : [`${sign === '' ? '>' : sign}${day}`];
}

const DEFINITIONS: readonly QueryFieldDefinition[] = [
  { name: 'severity', valuesOf: oneOf(SEVERITIES), remedy: use(SEVERITIES) },
  {
    name: 'status',
    valuesOf: (word) => STATUS_WORDS.get(word.toLowerCase()),
    remedy: use(['active', 'closed', ...FINDING_STATES]),
  },
  { name: 'presence', valuesOf: oneOf(PRESENCES), remedy: use(PRESENCES) },
  { name: 'tool', valuesOf: matching(/^[a-z][a-z0-9-]{0,63}$/i), remedy: 'use the id of a tool, e.g. nmap' },
  { name: 'tools', valuesOf: matching(/^[1-9]\d?$/), remedy: 'use a number: how many tools saw it at least' },
  { name: 'host', valuesOf: matching(/^[^\s"%]{1,255}$/), remedy: 'use a name or address, with * for any part' },
  {
    name: 'port',
    valuesOf: (word) => (/^\d{1,5}$/.test(word) && Number(word) <= 65_535 ? [String(Number(word))] : undefined),
    remedy: 'use a number from 0 to 65535',
  },
  {
    name: 'weakness',
    valuesOf: matching(/^[\w.:+*-]{1,200}$/, (word) => word),
    remedy: 'use a weakness key such as tls.protocol.tls1_0, with * for any part',
  },
  {
    name: 'cve',
    valuesOf: matching(/^cve-\d{4}-\d{4,7}$/i, (word) => word.toUpperCase()),
    remedy: 'use a number such as CVE-2021-41773',
  },
  {
    name: 'cwe',
    valuesOf: matching(/^(cwe-)?\d{1,5}$/i, (word) => word.replace(/^cwe-/i, '')),
    remedy: 'use a number such as 79 or CWE-79',
  },
  { name: 'assignee', valuesOf: matching(/^.{1,100}$/, (word) => word), remedy: 'use a name, or none' },
  { name: 'due', valuesOf: oneOf(DUE), remedy: use(DUE) },
  { name: 'first', valuesOf: date, remedy: 'use a day, e.g. >2026-01-31 or <2026-01-31' },
  { name: 'last', valuesOf: date, remedy: 'use a day, e.g. >2026-01-31 or <2026-01-31' },
  { name: 'scan', valuesOf: matching(/^[0-9a-f-]{36}$/i), remedy: 'use the id of a scan' },
];

/** By the word that stands before the colon; `state` is taken for `status`. */
export const QUERY_FIELDS: ReadonlyMap<string, QueryFieldDefinition> = new Map(
  DEFINITIONS.flatMap((field) => [
    [field.name as string, field] as const,
    ...(field.name === 'status' ? [['state', field] as const] : []),
  ]),
);
