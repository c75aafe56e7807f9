import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { infiniteQueryOptions, queryOptions, replaceEqualDeep } from '@tanstack/angular-query-experimental';
import { CACHE_POLICY } from '../api/cache-policy';
import { type ScanState } from '../api/generated/model/scanState';
import { scanContentsRuns, scansDetail, scansList } from '../api/generated/scans/scans';
import { replayPreview, toolRunsLog } from '../api/generated/tool-runs/tool-runs';
import { scanKeys } from './scan.keys';
import { anyRuns, neverOlder, type ScanPages } from './scan-pages';
import { isFinished, type ScanSnapshot } from './scan-snapshot';

const PAGE_SIZE = 25;
const LOG_LINES = 500;

@Injectable({ providedIn: 'root' })
export class ScansQueries {
  private readonly http = inject(HttpClient);
  private readonly kept = inject(CACHE_POLICY);

  /** All scans, newest first, page by page. */
  list(state?: ScanState) {
    return infiniteQueryOptions({
      queryKey: scanKeys.list(state),
      queryFn: ({ pageParam, signal }) =>
        scansList(
          this.http,
          {
            limit: PAGE_SIZE,
            ...(state === undefined ? {} : { state }),
            ...(pageParam === '' ? {} : { pageToken: pageParam }),
          },
          { signal },
        ),
      initialPageParam: '',
      getNextPageParam: (page) => page.nextPageToken,
      meta: { persisted: true },
      structuralSharing: (known, told) =>
        replaceEqualDeep(known, neverOlder(known as ScanPages | undefined, told as ScanPages)),
      gcTime: this.kept.scanList.gcTime,
      staleTime: ({ state: { data } }) => (anyRuns(data) ? this.kept.running : this.kept.scanList).staleTime,
    });
  }

  /** A scan with its runs. The scan is read first: events after its sequence number bring the runs up to date. */
  snapshot(id: string) {
    return queryOptions({
      queryKey: scanKeys.snapshot(id),
      queryFn: async ({ signal }): Promise<ScanSnapshot> => {
        const scan = await scansDetail(this.http, id, { signal });
        const { items } = await scanContentsRuns(this.http, id, { signal });
        return { scan, runs: items };
      },
      gcTime: this.kept.finishedScan.gcTime,
      // while it runs, events tell of changes: to look at the page again is no reason to ask
      refetchOnWindowFocus: ({ state: { data } }) => this.kept.changes === 'polled' || isOver(data),
      staleTime: ({ state: { data } }) => (isOver(data) ? this.kept.finishedScan : this.kept.running).staleTime,
    });
  }

  log(runId: string) {
    return queryOptions({
      queryKey: scanKeys.log(runId),
      queryFn: ({ signal }) => toolRunsLog(this.http, runId, { tail: LOG_LINES }, { signal }),
      ...this.kept.running,
    });
  }

  /** What reading the output of a run again would change; never kept, for what is stored may change any time. */
  replay(runId: string) {
    return queryOptions({
      queryKey: scanKeys.replay(runId),
      queryFn: ({ signal }) => replayPreview(this.http, runId, { signal }),
      retry: false,
      staleTime: 0,
      gcTime: 0,
      refetchOnWindowFocus: false,
    });
  }
}

function isOver(snapshot: ScanSnapshot | undefined): boolean {
  return snapshot !== undefined && isFinished(snapshot.scan.state);
}
