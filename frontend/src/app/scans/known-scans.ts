import { inject, Injectable } from '@angular/core';
import { QueryClient } from '@tanstack/angular-query-experimental';
import { type Scan } from '../api/generated/model/scan';
import { findingKeys } from '../findings/finding.keys';
import { listedState, scanKeys } from './scan.keys';
import { includesScan, newerOf, type ScanPages, withChange, withoutScan, withScan } from './scan-pages';
import { type ScanSnapshot } from './scan-snapshot';

/** What the console shows of scans, to be changed in all lists and pages at once. */
@Injectable({ providedIn: 'root' })
export class KnownScans {
  private readonly client = inject(QueryClient);

  /** Shows a scan as the server tells it. */
  put(scan: Scan): void {
    const wasKnown = this.includes(scan.id);
    this.changeLists((pages, key) => withScan(pages, scan, listedState(key)));
    if (!wasKnown && this.includes(scan.id)) this.askAnew(); // not for a scan of a page that is not loaded
    this.client.setQueryData<ScanSnapshot>(
      scanKeys.snapshot(scan.id),
      (known) => known && { ...known, scan: newerOf(known.scan, scan) },
    );
  }

  /** Shows a change of some of it; returns what shows it again as it was, unless news of it came meanwhile. */
  change(id: string, change: Partial<Scan>): () => void {
    const before = this.scan(id);
    this.changeLists((pages) => withChange(pages, id, change));
    this.changeSnapshot(id, change);
    return () => {
      if (before === undefined || this.scan(id)?.eventSequence !== before.eventSequence) return;
      this.changeLists((pages) => withChange(pages, id, before));
      this.changeSnapshot(id, before);
    };
  }

  /** Takes a scan out of the lists; returns what puts it back. */
  hide(id: string): () => void {
    const before = this.client.getQueriesData<ScanPages>({ queryKey: scanKeys.lists });
    this.changeLists((pages) => withoutScan(pages, id));
    return () => {
      for (const [key, pages] of before) if (pages && includesScan(pages, id)) this.client.setQueryData(key, pages);
    };
  }

  /** Forgets a scan that is no more, with everything below it. */
  forget(id: string): void {
    this.askAnew();
    this.changeLists((pages) => withoutScan(pages, id));
    this.client.removeQueries({ queryKey: scanKeys.snapshot(id) });
    this.client.removeQueries({ queryKey: findingKeys.ofScan(id) });
  }

  includes(id: string): boolean {
    return this.scan(id) !== undefined;
  }

  /** An answer that is on its way would undo a change that it does not know of. */
  async stopAsking(id?: string): Promise<void> {
    await this.client.cancelQueries({ queryKey: scanKeys.lists });
    if (id !== undefined) await this.client.cancelQueries({ queryKey: scanKeys.snapshot(id) });
  }

  askAgain(): Promise<void> {
    return this.client.invalidateQueries({ queryKey: scanKeys.lists }, { cancelRefetch: false });
  }

  /** An answer that is on its way may not know yet which scans there are: another is waited for in its place. */
  private askAnew(): void {
    if (this.client.isFetching({ queryKey: scanKeys.lists }) === 0) return;
    void this.client.invalidateQueries({ queryKey: scanKeys.lists }, { cancelRefetch: true });
  }

  private scan(id: string): Scan | undefined {
    const shown = this.client.getQueryData<ScanSnapshot>(scanKeys.snapshot(id));
    if (shown !== undefined) return shown.scan;
    const lists = this.client.getQueriesData<ScanPages>({ queryKey: scanKeys.lists });
    const items = lists.flatMap(([, pages]) => pages?.pages.flatMap((page) => page.items) ?? []);
    return items.find((scan) => scan.id === id);
  }

  private changeSnapshot(id: string, change: Partial<Scan>): void {
    this.client.setQueryData<ScanSnapshot>(
      scanKeys.snapshot(id),
      (known) => known && { ...known, scan: { ...known.scan, ...change } },
    );
  }

  private changeLists(change: (pages: ScanPages, key: readonly unknown[]) => ScanPages): void {
    for (const [key, pages] of this.client.getQueriesData<ScanPages>({ queryKey: scanKeys.lists })) {
      if (pages === undefined) continue;
      // One scan that is known better does not make the whole list younger.
      const updatedAt = this.client.getQueryState(key)?.dataUpdatedAt;
      this.client.setQueryData(key, change(pages, key), updatedAt === undefined ? {} : { updatedAt });
    }
  }
}
