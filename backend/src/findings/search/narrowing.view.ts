import { type EntityManager } from 'typeorm';
import { FindingCountEntity } from '../finding-count.entity.js';
import { patternOf } from './finding-conditions.view.js';
import { type FindingQuery } from './finding-terms.js';
import { exactly, indexedPart } from './full-text.js';

/** A condition that an index answers, and that few findings fit. */
export interface Narrowing {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** So many findings are fetched and sorted faster than a walk finds a page of them among a million. */
const FEW = 20_000;
const MOST_HOSTS = 500;

/**
 * The condition of a search that leaves few findings; undefined when each leaves many or no index knows. PostgreSQL keeps
 * statistics and finds its way by itself.
 */
export async function fewFindings(manager: EntityManager, query: FindingQuery): Promise<Narrowing | undefined> {
  if (manager.connection.options.type === 'postgres') return undefined;
  return (await fewHosts(manager, query)) ?? (await fewWords(manager, query)) ?? (await fewAssigned(manager, query));
}

async function fewWords(manager: EntityManager, query: FindingQuery): Promise<Narrowing | undefined> {
  const match = indexedPart(query);
  if (match === undefined) return undefined;
  const [row] = await manager.query<{ count: number }[]>(
    'SELECT COUNT(*) AS count FROM (SELECT 1 FROM finding_words WHERE finding_words MATCH ? LIMIT ?)',
    [match, FEW + 1],
  );
  if (row === undefined || row.count > FEW) return undefined;
  return {
    sql: 'finding.id IN (SELECT finding_id FROM finding_words WHERE finding_words MATCH :match)',
    parameters: { match },
  };
}

/** The hosts that fit, from the counts that are kept. */
async function fewHosts(manager: EntityManager, { fields }: FindingQuery): Promise<Narrowing | undefined> {
  const term = fields.find(({ field, negated }) => field === 'host' && !negated);
  if (term === undefined) return undefined;
  const select = manager
    .createQueryBuilder(FindingCountEntity, 'counts')
    .select('counts.host', 'host')
    .addSelect('SUM(counts.findings)', 'findings')
    .groupBy('counts.host')
    .limit(MOST_HOSTS + 1);
  term.values.forEach((value, at) => {
    const sql = exactly(value) ? `counts.host = :host${at}` : `counts.host LIKE :host${at} ESCAPE '!'`;
    select.orWhere(sql, { [`host${at}`]: exactly(value) ? value : patternOf(value) });
  });
  const hosts = await select.getRawMany<{ host: string; findings: number }>();
  if (hosts.length > MOST_HOSTS || hosts.reduce((sum, { findings }) => sum + findings, 0) > FEW) return undefined;
  if (hosts.length === 0) return { sql: '1 = 0', parameters: {} };
  return { sql: 'finding.host IN (:...hosts)', parameters: { hosts: hosts.map(({ host }) => host) } };
}

async function fewAssigned(manager: EntityManager, { fields }: FindingQuery): Promise<Narrowing | undefined> {
  const term = fields.find(({ field, negated }) => field === 'assignee' && !negated);
  if (term === undefined || term.values.some((value) => value.toLowerCase() === 'none')) return undefined;
  const marks = term.values.map(() => '?').join(', ');
  const [row] = await manager.query<{ count: number }[]>(
    `SELECT COUNT(*) AS count FROM (SELECT 1 FROM findings WHERE assignee IN (${marks}) LIMIT ?)`,
    [...term.values, FEW + 1],
  );
  if (row === undefined || row.count > FEW) return undefined;
  return { sql: 'finding.assignee IN (:...people)', parameters: { people: term.values } };
}
