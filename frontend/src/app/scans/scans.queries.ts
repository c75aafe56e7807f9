import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { infiniteQueryOptions, queryOptions } from '@tanstack/angular-query-experimental';
import { type ScanState } from '../api/generated/model/scanState';
import { scanContentsRuns, scansDetail, scansList } from '../api/generated/scans/scans';
import { toolRunsLog } from '../api/generated/tool-runs/tool-runs';
import { scanKeys } from './scan.keys';
import { type ScanSnapshot } from './scan-snapshot';

const PAGE_SIZE = 25;
const LOG_LINES = 500;

@Injectable({ providedIn: 'root' })
export class ScansQueries {
  private readonly http = inject(HttpClient);

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
      refetchOnWindowFocus: false,
      refetchOnMount: 'always',
    });
  }

  log(runId: string) {
    return queryOptions({
      queryKey: scanKeys.log(runId),
      queryFn: ({ signal }) => toolRunsLog(this.http, runId, { tail: LOG_LINES }, { signal }),
      staleTime: 0,
    });
  }
}
