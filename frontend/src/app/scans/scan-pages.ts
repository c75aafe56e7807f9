import { type InfiniteData } from '@tanstack/angular-query-experimental';
import { type Scan } from '../api/generated/model/scan';
import { type ScanPage } from '../api/generated/model/scanPage';
import { type ScanState } from '../api/generated/model/scanState';

type Pages = InfiniteData<ScanPage, string>;

/** The pages of a list of scans after one of them was deleted. */
export function withoutScan(pages: Pages, id: string): Pages {
  return withItems(pages, (items) => items.filter((scan) => scan.id !== id));
}

/** The pages of a list of scans after one of them changed its state. */
export function withScanState(pages: Pages, id: string, state: ScanState): Pages {
  return withItems(pages, (items) => items.map((scan) => (scan.id === id ? { ...scan, state } : scan)));
}

function withItems({ pages, pageParams }: Pages, change: (items: Scan[]) => Scan[]): Pages {
  return { pageParams, pages: pages.map((page) => ({ ...page, items: change(page.items) })) };
}
