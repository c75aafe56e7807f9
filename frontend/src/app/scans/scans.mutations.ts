import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type InfiniteData, mutationOptions, QueryClient } from '@tanstack/angular-query-experimental';
import { type NewScan } from '../api/generated/model/newScan';
import { type Scan } from '../api/generated/model/scan';
import { type ScanPage } from '../api/generated/model/scanPage';
import { scansCancel, scansRemove, scansRetry, scansStart } from '../api/generated/scans/scans';
import { scanKeys } from './scan.keys';
import { type ScanSnapshot } from './scan-snapshot';
import { withoutScan, withScanState } from './scan-pages';

type Pages = InfiniteData<ScanPage, string>;

@Injectable({ providedIn: 'root' })
export class ScansMutations {
  private readonly http = inject(HttpClient);
  private readonly client = inject(QueryClient);

  start() {
    return mutationOptions({
      mutationFn: (scan: NewScan) => scansStart(this.http, scan),
      onSuccess: () => this.refreshLists(),
    });
  }

  cancel() {
    return mutationOptions({
      mutationFn: (id: string) => scansCancel(this.http, id),
      onMutate: (id) => this.changeLists((pages) => withScanState(pages, id, 'cancelling')),
      onError: (_error, _id, before) => this.restoreLists(before),
      onSuccess: (scan) => this.keepScan(scan),
      onSettled: () => this.refreshLists(),
    });
  }

  retry() {
    return mutationOptions({
      mutationFn: (id: string) => scansRetry(this.http, id),
      // the runs that start again are read anew before events are followed: they may have changed before the answer
      onSuccess: async (scan) => {
        await this.client.invalidateQueries({ queryKey: scanKeys.snapshot(scan.id) });
        await this.refreshLists();
      },
    });
  }

  remove() {
    return mutationOptions({
      mutationFn: (id: string) => scansRemove(this.http, id),
      onMutate: (id) => this.changeLists((pages) => withoutScan(pages, id)),
      onError: (_error, _id, before) => this.restoreLists(before),
      onSettled: () => this.refreshLists(),
    });
  }

  /** Shows a change before the server has confirmed it; returns the lists as they were. */
  private async changeLists(change: (pages: Pages) => Pages) {
    await this.client.cancelQueries({ queryKey: scanKeys.lists });
    const before = this.client.getQueriesData<Pages>({ queryKey: scanKeys.lists });
    this.client.setQueriesData<Pages>({ queryKey: scanKeys.lists }, (pages) => pages && change(pages));
    return before;
  }

  private restoreLists(before: Awaited<ReturnType<ScansMutations['changeLists']>> | undefined): void {
    for (const [key, pages] of before ?? []) this.client.setQueryData(key, pages);
  }

  private keepScan(scan: Scan): void {
    this.client.setQueryData<ScanSnapshot>(scanKeys.snapshot(scan.id), (known) => known && { ...known, scan });
  }

  private refreshLists(): Promise<void> {
    return this.client.invalidateQueries({ queryKey: scanKeys.lists });
  }
}
