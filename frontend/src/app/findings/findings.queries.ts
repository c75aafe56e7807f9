import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { infiniteQueryOptions, queryOptions } from '@tanstack/angular-query-experimental';
import { CACHE_POLICY } from '../api/cache-policy';
import { findingsDetail } from '../api/generated/findings/findings';
import {
  scanContentsCoverage,
  scanContentsFindingsOf,
  scanDiffCount,
  scanDiffFindings,
} from '../api/generated/scans/scans';
import { type Difference } from './difference';
import { type FindingFilter, findingKeys } from './finding.keys';

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
