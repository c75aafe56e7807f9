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
import { type FindingQuery } from './finding-query.js';
import { FINDING_SORTS, type FindingSort } from './finding-sort.js';
import { fewFindings, type Narrowing } from './narrowing.view.js';

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
    const rows = await this.database.read((manager) => findRows(manager, search, limit + 1, after));
    return pageFrom(rows.map(findingFromRow), limit, ({ severity, id }) => [search.sort, severityRank(severity), id]);
  }
}

/**
 * The first rows of a search. A search that few findings can fit fetches those and sorts them; any other walks along an index
 * in the order that is wanted until it has enough, however many there are.
 */
export async function findRows(
  manager: EntityManager,
  search: FindingSearch,
  limit: number,
  after?: Position,
): Promise<FindingEntity[]> {
  const few = await fewFindings(manager, search.query);
  if (few !== undefined) return fewRows(manager, search, few, limit, after);
  return search.sort === 'severity'
    ? worstRows(manager, search, limit, after)
    : rowsByAge(manager, search, limit, after);
}

function positionIn(token: string, sort: FindingSort): Position {
  return decodePageToken(
    token,
    Position.refine(([sorted]) => sorted === sort),
  );
}

function selection(manager: EntityManager, { query, yardstick }: FindingSearch): FindingSelect {
  const select = manager.createQueryBuilder(FindingEntity, 'finding');
  addConditions(select, query, yardstick);
  return select;
}

async function fewRows(
  manager: EntityManager,
  search: FindingSearch,
  few: Narrowing,
  limit: number,
  after?: Position,
): Promise<FindingEntity[]> {
  const select = selection(manager, search).andWhere(few.sql, few.parameters).limit(limit);
  if (search.sort !== 'severity') return byAge(select, search.sort, after).getMany();
  if (after !== undefined) {
    const [, rank, id] = after;
    select.andWhere('(finding.severityRank < :rank OR (finding.severityRank = :rank AND finding.id > :id))', {
      rank,
      id,
    });
  }
  return select.orderBy('finding.severityRank', 'DESC').addOrderBy('finding.id', 'ASC').getMany();
}

function rowsByAge(
  manager: EntityManager,
  search: FindingSearch,
  limit: number,
  after?: Position,
): Promise<FindingEntity[]> {
  return byAge(selection(manager, search).limit(limit), search.sort, after).getMany();
}

/** Ids are of version 7: they sort by when the finding was first seen. */
function byAge(select: FindingSelect, sort: FindingSort, after?: Position): FindingSelect {
  const isNewest = sort === 'newest';
  if (after !== undefined) select.andWhere(`finding.id ${isNewest ? '<' : '>'} :id`, { id: after[2] });
  return select.orderBy('finding.id', isNewest ? 'DESC' : 'ASC');
}

/** Walks along findings_by_state: for each severity, the states side by side. */
async function worstRows(
  manager: EntityManager,
  search: FindingSearch,
  limit: number,
  after?: Position,
): Promise<FindingEntity[]> {
  const found: FindingEntity[] = [];
  for (const rank of ranksOf(search.query)) {
    if (after !== undefined && rank > after[1]) continue;
    const missing = limit - found.length;
    if (missing <= 0) break;
    const level: FindingEntity[] = [];
    for (const state of statesOf(search.query)) {
      const select = selection(manager, search).andWhere('finding.state = :state AND finding.severityRank = :rank', {
        state,
        rank,
      });
      if (after !== undefined && rank === after[1]) select.andWhere('finding.id > :id', { id: after[2] });
      level.push(...(await select.orderBy('finding.id', 'ASC').limit(missing).getMany()));
    }
    found.push(...level.sort((one, other) => (one.id < other.id ? -1 : 1)).slice(0, missing));
  }
  return found;
}

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
