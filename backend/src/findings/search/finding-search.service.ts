import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { type Page } from '../../platform/http/page.js';
import { type Finding } from '../finding.js';
import { dueAt } from '../triage/due-date.js';
import { type FindingFacets, FindingFacetsView } from './finding-facets.view.js';
import { TooManyFindingsError } from './finding-query.errors.js';
import { parseFindingQuery } from './finding-query.js';
import { type FindingSearch, FindingSearchView } from './finding-search.view.js';
import { type FindingSort } from './finding-sort.js';

/** A finding with when it has to be dealt with. */
export interface DueFinding extends Finding {
  readonly dueAt?: string;
}

/** Most findings that are decided about at once. */
const MOST_AT_ONCE = 100_000;
const PORTION = 5000;

/** Searches the findings of all scans. */
@Injectable()
export class FindingSearchService {
  constructor(
    private readonly view: FindingSearchView,
    private readonly facets: FindingFacetsView,
    private readonly database: Database,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws FindingQueryInvalidError, PageTokenInvalidError */
  async page(text: string, sort: FindingSort, limit: number, pageToken?: string): Promise<Page<DueFinding>> {
    const page = await this.view.page(this.searchFor(text, sort), limit, pageToken);
    return { ...page, items: page.items.map((finding) => this.withDueDate(finding)) };
  }

  /** @throws FindingQueryInvalidError */
  facetsOf(text: string): Promise<FindingFacets> {
    return this.facets.facetsOf(this.searchFor(text, 'oldest'));
  }

  /**
   * The ids of everything that a search finds at one moment.
   * @throws FindingQueryInvalidError, TooManyFindingsError
   */
  async idsOf(text: string): Promise<readonly string[]> {
    const search = this.searchFor(text, 'oldest');
    return this.database.read(async () => {
      const ids: string[] = [];
      let pageToken: string | undefined;
      do {
        const page: Page<Finding> = await this.view.page(search, PORTION, pageToken);
        ids.push(...page.items.map(({ id }) => id));
        if (ids.length > MOST_AT_ONCE) throw new TooManyFindingsError(MOST_AT_ONCE);
        pageToken = page.nextPageToken;
      } while (pageToken !== undefined);
      return ids;
    });
  }

  withDueDate<F extends Finding>(finding: F): F & DueFinding {
    const due = dueAt(finding, this.config.triage.serviceLevel);
    return due === undefined ? finding : { ...finding, dueAt: due };
  }

  private searchFor(text: string, sort: FindingSort): FindingSearch {
    const yardstick = { now: this.clock.now(), level: this.config.triage.serviceLevel };
    return { query: parseFindingQuery(text), sort, yardstick };
  }
}
