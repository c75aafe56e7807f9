import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import { FindingCountEntity } from '../finding-count.entity.js';
import { type FindingEntity } from '../finding.entity.js';
import { severityOfRank } from '../severity.js';
import { addConditions } from './finding-conditions.view.js';
import { type FindingQuery } from './finding-terms.js';
import { type FindingSearch, findRows } from './finding-search.view.js';

export const FACET_FIELDS = ['severity', 'status', 'presence', 'tool', 'host', 'weakness', 'assignee'] as const;

export type FacetField = (typeof FACET_FIELDS)[number];

/** How the findings of a search are spread over the values of one field. */
export interface Facet {
  readonly field: FacetField;
  /** Not exact: only the first findings were counted, and there are more. */
  readonly exact: boolean;
  /** Most first, at most twenty. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

export interface FindingFacets {
  readonly total: number;
  readonly exact: boolean;
  readonly facets: readonly Facet[];
}

/** Counting more than this anew takes longer than a user waits. */
const MOST_COUNTED = 10_000;
const MOST_VALUES = 20;

/** What the kept counts can tell apart. */
const KEPT: readonly string[] = ['severity', 'status', 'presence', 'host'];

type Tally = ReadonlyMap<FacetField, ReadonlyMap<string, number>>;

/** Counts what a search finds: from the counts that are kept where these tell, and anew, within limits, where they do not. */
@Injectable()
export class FindingFacetsView {
  constructor(private readonly database: Database) {}

  async facetsOf(search: FindingSearch): Promise<FindingFacets> {
    return this.database.read(async (manager) => {
      const rows = await findRows(
        manager,
        { ...search, sort: 'oldest' },
        { limit: MOST_COUNTED + 1, columns: 'counted' },
      );
      const counted = tallyOf(rows);
      if (rows.length <= MOST_COUNTED) return facetsFrom(counted, rows.length, 'exact');
      const kept = onlyKept(search.query) ? await keptTally(manager, search) : undefined;
      if (kept === undefined) return facetsFrom(counted, MOST_COUNTED, 'at least');
      const total = sumOf(kept.get('severity'));
      const { facets } = facetsFrom(counted, total, 'at least');
      const exact = facetsFrom(kept, total, 'exact').facets;
      return {
        total,
        exact: true,
        facets: facets.map(
          (facet) => exact.find(({ field, values }) => field === facet.field && values.length > 0) ?? facet,
        ),
      };
    });
  }
}

function onlyKept({ fields, texts }: FindingQuery): boolean {
  return texts.length === 0 && fields.every(({ field }) => KEPT.includes(field));
}

async function keptTally(manager: EntityManager, { query, yardstick }: FindingSearch): Promise<Tally> {
  // the columns bear the same names as those of findings, so the same conditions hold
  const select = manager.createQueryBuilder(FindingCountEntity, 'finding');
  addConditions(select as never, query, yardstick);
  const rows = await select.getMany();
  return tally(
    rows.map(({ host, severityRank, state, presence, findings }) => ({
      count: findings,
      values: [
        ['severity', severityOfRank(severityRank)],
        ['status', state],
        ['presence', presence],
        ['host', host],
      ],
    })),
  );
}

function tallyOf(rows: readonly FindingEntity[]): Tally {
  return tally(
    rows.map((row) => ({
      count: 1,
      values: [
        ['severity', severityOfRank(row.severityRank)],
        ['status', row.state],
        ['presence', row.presence],
        ['host', row.host],
        ['weakness', row.weakness],
        ['assignee', row.assignee ?? 'none'],
        ...row.tools.map((tool) => ['tool', tool] as const),
      ],
    })),
  );
}

interface Counted {
  readonly count: number;
  readonly values: readonly (readonly [FacetField, string])[];
}

function tally(rows: readonly Counted[]): Tally {
  const counts = new Map<FacetField, Map<string, number>>(FACET_FIELDS.map((field) => [field, new Map()]));
  for (const { count, values } of rows) {
    for (const [field, value] of values) {
      const ofField = counts.get(field);
      ofField?.set(value, (ofField.get(value) ?? 0) + count);
    }
  }
  return counts;
}

function facetsFrom(counts: Tally, total: number, certainty: 'exact' | 'at least'): FindingFacets {
  const facets = [...counts].map(([field, values]) => ({
    field,
    exact: certainty === 'exact',
    values: [...values]
      .map(([value, count]) => ({ value, count }))
      .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
      .slice(0, MOST_VALUES),
  }));
  return { total, exact: certainty === 'exact', facets };
}

function sumOf(counts: ReadonlyMap<string, number> = new Map()): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
