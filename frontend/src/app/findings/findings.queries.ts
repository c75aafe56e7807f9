import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { infiniteQueryOptions, queryOptions } from '@tanstack/angular-query-experimental';
import { CACHE_POLICY } from '../api/cache-policy';
import {
  findingsDetail,
  findingSearchFacets,
  findingSearchPage,
  savedViewsAll,
} from '../api/generated/findings/findings';
import { overviewAll, overviewOfTargets } from '../api/generated/overview/overview';
import {
  scanContentsCoverage,
  scanContentsFindingsOf,
  scanDiffCount,
  scanDiffFindings,
} from '../api/generated/scans/scans';
import { findingHistoryPage } from '../api/generated/triage/triage';
import { type Difference } from './difference';
import { type FindingFilter, findingKeys, type FindingSearch } from './finding.keys';

const PAGE_SIZE = 100;

@Injectable({ providedIn: 'root' })
export class FindingsQueries {
  private readonly http = inject(HttpClient);
  private readonly kept = inject(CACHE_POLICY);

  /** The findings of a scan, worst first, page by page. */
  list(scanId: string, filter: FindingFilter) {
    const { severities, tool } = filter;
    const asked = {
      limit: PAGE_SIZE,
      ...(severities.length === 0 ? {} : { severity: severities.join(',') }),
      ...(tool === undefined ? {} : { tool }),
    };
    return infiniteQueryOptions({
      queryKey: findingKeys.list(scanId, filter),
      queryFn: ({ pageParam, signal }) =>
        scanContentsFindingsOf(
          this.http,
          scanId,
          { ...asked, ...(pageParam === '' ? {} : { pageToken: pageParam }) },
          { signal },
        ),
      initialPageParam: '',
      getNextPageParam: (page) => page.nextPageToken,
      ...this.kept.details,
    });
  }

  /** The findings of all scans that a search finds, page by page. */
  search(search: FindingSearch) {
    return infiniteQueryOptions({
      queryKey: findingKeys.search(search),
      queryFn: ({ pageParam, signal }) =>
        findingSearchPage(
          this.http,
          { ...search, limit: PAGE_SIZE, ...(pageParam === '' ? {} : { pageToken: pageParam }) },
          { signal },
        ),
      initialPageParam: '',
      getNextPageParam: (page) => page.nextPageToken,
      ...this.kept.running,
    });
  }

  /** How what a search finds is spread. */
  facets(q: string) {
    return queryOptions({
      queryKey: findingKeys.facets(q),
      queryFn: ({ signal }) => findingSearchFacets(this.http, { q }, { signal }),
      ...this.kept.running,
    });
  }

  /** What happened to a finding, newest first, page by page. */
  history(id: string) {
    return infiniteQueryOptions({
      queryKey: findingKeys.history(id),
      queryFn: ({ pageParam, signal }) =>
        findingHistoryPage(
          this.http,
          id,
          { limit: 20, ...(pageParam === '' ? {} : { pageToken: pageParam }) },
          { signal },
        ),
      initialPageParam: '',
      getNextPageParam: (page) => page.nextPageToken,
      ...this.kept.running,
    });
  }

  /** How things stand as a whole. */
  overview() {
    return queryOptions({
      queryKey: findingKeys.overview,
      queryFn: ({ signal }) => overviewAll(this.http, { signal }),
      ...this.kept.running,
    });
  }

  /** Targets with what is open on them, page by page. */
  targetOverviews() {
    return infiniteQueryOptions({
      queryKey: findingKeys.targetOverviews,
      queryFn: ({ pageParam, signal }) =>
        overviewOfTargets(this.http, { limit: 50, ...(pageParam === '' ? {} : { pageToken: pageParam }) }, { signal }),
      initialPageParam: '',
      getNextPageParam: (page) => page.nextPageToken,
      ...this.kept.running,
    });
  }

  /** Searches that somebody has saved. */
  savedViews() {
    return queryOptions({
      queryKey: findingKeys.savedViews,
      queryFn: async ({ signal }) => (await savedViewsAll(this.http, { signal })).items,
      ...this.kept.surroundings,
    });
  }

  /** One finding with what the tools of this scan observed of it. */
  detail(scanId: string, id: string) {
    return queryOptions({
      queryKey: findingKeys.detail(scanId, id),
      queryFn: ({ signal }) => findingsDetail(this.http, id, { scan: scanId }, { signal }),
      ...this.kept.details,
    });
  }

  /** In how many findings a scan differs from the one before. */
  changes(scanId: string) {
    return queryOptions({
      queryKey: findingKeys.changes(scanId),
      queryFn: ({ signal }) => scanDiffCount(this.http, scanId, {}, { signal }),
      ...this.kept.details,
    });
  }

  /** The findings in which a scan differs from the one before in this way, page by page. */
  changed(scanId: string, difference: Difference) {
    return infiniteQueryOptions({
      queryKey: findingKeys.changed(scanId, difference),
      queryFn: ({ pageParam, signal }) =>
        scanDiffFindings(
          this.http,
          scanId,
          { difference, limit: PAGE_SIZE, ...(pageParam === '' ? {} : { pageToken: pageParam }) },
          { signal },
        ),
      initialPageParam: '',
      getNextPageParam: (page) => page.nextPageToken,
      ...this.kept.details,
    });
  }

  /** What was checked where, and what was not and why. */
  coverage(scanId: string) {
    return queryOptions({
      queryKey: findingKeys.coverage(scanId),
      queryFn: async ({ signal }) => (await scanContentsCoverage(this.http, scanId, { signal })).items,
      ...this.kept.details,
    });
  }
}
