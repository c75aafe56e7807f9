import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { z } from 'zod';
import { Database } from '../../platform/database/database.js';
import { decodePageToken, type Page, pageFrom } from '../../platform/http/page.js';
import { FINDING_STATES, type FindingState } from '../finding-state.js';
import { type Finding } from '../finding.js';
import { FindingEntity, findingFromRow } from '../finding.entity.js';
import { SEVERITIES, type Severity, severityRank } from '../severity.js';
import { addConditions, type FindingSelect, type Yardstick } from './finding-conditions.view.js';
import { type FindingQuery } from './finding-terms.js';
import { FINDING_SORTS, type FindingSort } from './finding-sort.js';
import { fewFindings, type Narrowing } from './narrowing.view.js';
import { saysAll } from './text-match.js';

/** What is searched for, and how the answer is sorted. */
export interface FindingSearch {
  readonly query: FindingQuery;
  readonly sort: FindingSort;
  readonly yardstick: Yardstick;
}

/** Where the last page ended: the sort, the rank of the severity and the id. */
const Position = z.tuple([z.enum(FINDING_SORTS), z.number(), z.string()]);
type Position = z.infer<typeof Position>;

/** Lists findings of all scans, in pages by key. */
@Injectable()
export class FindingSearchView {
  constructor(private readonly database: Database) {}

  async page(search: FindingSearch, limit: number, pageToken?: string): Promise<Page<Finding>> {
    const after = pageToken === undefined ? undefined : positionIn(pageToken, search.sort);
    const rows = await this.database.read((manager) => findRows(manager, search, { limit: limit + 1, after }));
    return pageFrom(rows.map(findingFromRow), limit, ({ severity, id }) => [search.sort, severityRank(severity), id]);
  }
}

/** The columns that are read: all of them, or those that are counted and searched. */
export type Columns = 'all' | 'counted';

/**
 * The first rows of a search. A search that few findings can fit fetches those and sorts them; any other walks along an index
 * in the order that is wanted until it has enough, however many there are.
 */
export async function findRows(
  manager: EntityManager,
  search: FindingSearch,
  range: { readonly limit: number; readonly after?: Position | undefined; readonly columns?: Columns },
): Promise<FindingEntity[]> {
  const few = await fewFindings(manager, search.query);
  const wanted: Wanted = { manager, search, columns: range.columns ?? 'all', ...(few === undefined ? {} : { few }) };
  if (search.sort !== 'severity') return rowsAlong(wanted, byAge(search.sort), range.limit, range.after);
  if (few !== undefined) return rowsAlong(wanted, worstFirst, range.limit, range.after);
  return worstRows(wanted, range.limit, range.after);
}

interface Wanted {
  readonly manager: EntityManager;
  readonly search: FindingSearch;
  readonly columns: Columns;
  readonly few?: Narrowing;
}

/** Puts an order to a list, and where it goes on. */
type Order = (select: FindingSelect, after: Position | undefined) => void;

/** So many rows are read at once when only some of them will fit. */
const BATCH = 500;
const COUNTED = ['severityRank', 'state', 'presence', 'host', 'weakness', 'assignee', 'tools'] as const;
const SEARCHED = ['id', 'title', 'path', 'discriminator', 'cve'] as const;

function positionIn(token: string, sort: FindingSort): Position {
  return decodePageToken(
    token,
    Position.refine(([sorted]) => sorted === sort),
  );
}

/** Reads on along an order until enough rows say the texts that are searched for. */
async function rowsAlong(
  wanted: Wanted,
  order: Order,
  limit: number,
  start: Position | undefined,
): Promise<FindingEntity[]> {
  const { query, sort } = wanted.search;
  const isFiltered = query.texts.length > 0 && wanted.manager.connection.options.type !== 'postgres';
  const found: FindingEntity[] = [];
  let after = start;
  for (;;) {
    const size = isFiltered ? Math.max(BATCH, limit - found.length) : limit - found.length;
    const select = selection(wanted).limit(size);
    order(select, after);
    const rows = await select.getMany();
    found.push(...(isFiltered ? rows.filter((row) => saysAll(query, row)) : rows));
    const last = rows.at(-1);
    if (rows.length < size || last === undefined || found.length >= limit) return found.slice(0, limit);
    after = [sort, last.severityRank, last.id];
  }
}

function selection({ manager, search, columns, few }: Wanted): FindingSelect {
  const select = manager.createQueryBuilder(FindingEntity, 'finding');
  if (columns === 'counted') select.select([...COUNTED, ...SEARCHED].map((column) => `finding.${column}`));
  addConditions(select, search.query, search.yardstick);
  if (few !== undefined) select.andWhere(few.sql, few.parameters);
  return select;
}

const worstFirst: Order = (select, after) => {
  if (after !== undefined) {
    const [, rank, id] = after;
    const isBehind = '(finding.severityRank < :rank OR (finding.severityRank = :rank AND finding.id > :id))';
    select.andWhere(isBehind, { rank, id });
  }
  select.orderBy('finding.severityRank', 'DESC').addOrderBy('finding.id', 'ASC');
};

/** Ids are of version 7: they sort by when the finding was first seen. */
const byAge =
  (sort: 'newest' | 'oldest'): Order =>
  (select, after) => {
    if (after !== undefined) select.andWhere(`finding.id ${sort === 'newest' ? '<' : '>'} :id`, { id: after[2] });
    select.orderBy('finding.id', sort === 'newest' ? 'DESC' : 'ASC');
  };

/** Walks along findings_by_state: for each severity, the states side by side. */
async function worstRows(wanted: Wanted, limit: number, after?: Position): Promise<FindingEntity[]> {
  const { query } = wanted.search;
  const found: FindingEntity[] = [];
  for (const rank of ranksOf(query)) {
    if (after !== undefined && rank > after[1]) continue;
    const missing = limit - found.length;
    if (missing <= 0) break;
    const level: FindingEntity[] = [];
    const start = after !== undefined && rank === after[1] ? after : undefined;
    for (const state of statesOf(query)) level.push(...(await rowsAlong(wanted, within(state, rank), missing, start)));
    found.push(...level.sort((one, other) => (one.id < other.id ? -1 : 1)).slice(0, missing));
  }
  return found;
}

const within =
  (state: FindingState, rank: number): Order =>
  (select, after) => {
    select.andWhere('finding.state = :state AND finding.severityRank = :rank', { state, rank });
    if (after !== undefined) select.andWhere('finding.id > :id', { id: after[2] });
    select.orderBy('finding.id', 'ASC');
  };

function ranksOf({ fields }: FindingQuery): readonly number[] {
  const wanted = SEVERITIES.filter((severity) => isWanted(fields, 'severity', severity));
  return wanted.map((severity: Severity) => severityRank(severity));
}

function statesOf({ fields }: FindingQuery): readonly FindingState[] {
  return FINDING_STATES.filter((state) => isWanted(fields, 'status', state));
}

function isWanted(fields: FindingQuery['fields'], field: string, value: string): boolean {
  return fields
    .filter((term) => term.field === field)
    .every(({ values, negated }) => values.includes(value) !== negated);
}
