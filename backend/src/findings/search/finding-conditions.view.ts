import { Brackets, type SelectQueryBuilder } from 'typeorm';
import { ACTIVE_STATES } from '../finding-state.js';
import { type FindingEntity } from '../finding.entity.js';
import { SEVERITIES, type Severity, severityRank } from '../severity.js';
import { openedBefore, type ServiceLevel } from '../triage/due-date.js';
import { type FieldTerm, type FindingQuery, type TextTerm } from './finding-terms.js';
import { exactly, fullTextQuery } from './full-text.js';

/** A list of findings under way: the finding is called `finding` in it. */
export type FindingSelect = SelectQueryBuilder<FindingEntity>;

/** What conditions are measured by. */
export interface Yardstick {
  readonly now: Date;
  readonly level: ServiceLevel;
}

/** A condition in words of SQL, with its parameters. */
interface Condition {
  readonly sql: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** Due within this time is soon. */
const SOON_MS = 7 * 86_400_000;

/**
 * Puts the conditions of a search to a list. Those for text are left out on SQLite, which could only look through its index of
 * words from the beginning for each finding: there whoever reads the rows asks `saysAll`.
 */
export function addConditions(select: FindingSelect, query: FindingQuery, yardstick: Yardstick): void {
  query.fields.forEach((term, at) => {
    add(select, conditionOf(term, `f${at}`, yardstick), term.negated);
  });
  if (select.connection.options.type !== 'postgres') return;
  query.texts.forEach((term, at) => {
    add(select, textCondition(term, `t${at}`), term.negated);
  });
}

function add(select: FindingSelect, { sql, parameters = {} }: Condition, negated: boolean): void {
  select.andWhere(new Brackets((part) => part.where(negated ? `NOT (${sql})` : sql, parameters)));
}

function conditionOf({ field, values }: FieldTerm, name: string, yardstick: Yardstick): Condition {
  switch (field) {
    case 'severity':
      return isIn(
        'finding.severityRank',
        name,
        values.map((word) => severityRank(word as Severity)),
      );
    case 'status':
      return isIn('finding.state', name, values);
    case 'presence':
      return isIn('finding.presence', name, values);
    case 'tool':
      return anyOf(
        'finding.tools',
        name,
        values.map((tool) => `%${escaped(JSON.stringify(tool))}%`),
      );
    case 'tools':
      return { sql: `finding.corroboration >= :${name}`, parameters: { [name]: Math.min(...values.map(Number)) } };
    case 'host':
      return globs('finding.host', name, values);
    case 'port':
      return withNull('finding.port', isIn('finding.port', name, values.map(Number)));
    case 'weakness':
      return globs('finding.weakness', name, values);
    case 'cve':
      return anyOf(
        'finding.cve',
        name,
        values.map((cve) => `%${escaped(JSON.stringify(cve))}%`),
      );
    case 'cwe': // the numbers stand between brackets and commas
      return anyOf(
        "REPLACE(REPLACE(finding.cwe, '[', ','), ']', ',')",
        name,
        values.map((cwe) => `%,${cwe},%`),
      );
    case 'assignee':
      return assigned(name, values);
    case 'due':
      return either(values.map((word, at) => dueCondition(word, `${name}_${at}`, yardstick)));
    case 'first':
      return either(values.map((day, at) => dateCondition('finding.firstSeenAt', `${name}_${at}`, day)));
    case 'last':
      return either(values.map((day, at) => dateCondition('finding.lastSeenAt', `${name}_${at}`, day)));
    case 'scan':
      return {
        sql: `EXISTS (SELECT 1 FROM sightings WHERE sightings.scan_id IN (:...${name}) AND sightings.finding_id = finding.id)`,
        parameters: { [name]: values },
      };
  }
}

function isIn(column: string, name: string, values: readonly unknown[]): Condition {
  return { sql: `${column} IN (:...${name})`, parameters: { [name]: values } };
}

/** What is not known is not equal: without this, its negation would not be true either. */
function withNull(column: string, { sql, parameters = {} }: Condition): Condition {
  return { sql: `${column} IS NOT NULL AND ${sql}`, parameters };
}

function either(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' OR '),
    parameters: Object.assign({}, ...conditions.map(({ parameters = {} }) => parameters)) as Record<string, unknown>,
  };
}

function anyOf(column: string, name: string, patterns: readonly string[]): Condition {
  return either(
    patterns.map((pattern, at) => ({
      sql: `${column} LIKE :${name}_${at} ESCAPE '!'`,
      parameters: { [`${name}_${at}`]: pattern },
    })),
  );
}

function escaped(text: string): string {
  return text.replace(/[!%_]/g, '!$&');
}

function globs(column: string, name: string, values: readonly string[]): Condition {
  const [exact, patterns] = [values.filter(exactly), values.filter((value) => !exactly(value))];
  return either([
    ...(exact.length === 0 ? [] : [isIn(column, name, exact)]),
    ...(patterns.length === 0 ? [] : [anyOf(column, `${name}_g`, patterns.map(patternOf))]),
  ]);
}

/** `*` stands for any part. */
export function patternOf(glob: string): string {
  return escaped(glob).replaceAll('*', '%');
}

function assigned(name: string, values: readonly string[]): Condition {
  const people = values.filter((value) => value.toLowerCase() !== 'none');
  return either([
    ...(people.length < values.length ? [{ sql: 'finding.assignee IS NULL' }] : []),
    ...(people.length === 0 ? [] : [withNull('finding.assignee', isIn('finding.assignee', name, people))]),
  ]);
}

function dateCondition(column: string, name: string, day: string): Condition {
  const moment = new Date(day.slice(1)).toISOString();
  return { sql: `${column} ${day.startsWith('<') ? '<' : '>='} :${name}`, parameters: { [name]: moment } };
}

/** @see dueAt in due-date.ts, which says the same of one finding */
function dueCondition(word: string, name: string, { now, level }: Yardstick): Condition {
  const limits = SEVERITIES.flatMap((severity) => {
    const due = openedBefore(now, severity, level);
    const soon = openedBefore(new Date(now.getTime() + SOON_MS), severity, level);
    return due === undefined || soon === undefined ? [] : [{ rank: severityRank(severity), due, soon }];
  });
  const waits = `finding.presence <> 'gone' AND finding.state IN (${ACTIVE_STATES.map((state) => `'${state}'`).join(', ')})`;
  const opened = 'COALESCE(finding.reopenedAt, finding.firstSeenAt)';
  if (word === 'none') {
    const ranks = limits.map(({ rank }) => rank);
    const limited = ranks.length === 0 ? '1 = 0' : `finding.severityRank IN (${ranks.join(', ')})`;
    return { sql: `NOT (${waits} AND ${limited})` };
  }
  if (limits.length === 0) return { sql: '1 = 0' };
  const parts = limits.map(({ rank, due, soon }) => {
    const [late, early] = [`${name}_${rank}`, `${name}_${rank}s`];
    return word === 'overdue'
      ? { sql: `finding.severityRank = ${rank} AND ${opened} < :${late}`, parameters: { [late]: due } }
      : {
          sql: `finding.severityRank = ${rank} AND ${opened} >= :${late} AND ${opened} < :${early}`,
          parameters: { [late]: due, [early]: soon },
        };
  });
  const { sql, parameters = {} } = either(parts);
  return { sql: `${waits} AND (${sql})`, parameters };
}

function textCondition(term: TextTerm, name: string): Condition {
  const words =
    'finding_words(finding.title, finding.weakness, finding.host, finding.path, finding.discriminator, finding.cve)';
  return { sql: `${words} @@ to_tsquery('simple', :${name})`, parameters: { [name]: fullTextQuery(term).postgres } };
}
