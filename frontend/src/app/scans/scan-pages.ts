import { type InfiniteData } from '@tanstack/angular-query-experimental';
import { type Scan } from '../api/generated/model/scan';
import { type ScanPage } from '../api/generated/model/scanPage';
import { type ScanState } from '../api/generated/model/scanState';
import { isFinished } from './scan-snapshot';
import { isExpected } from './submission';

/** The loaded pages of a list of scans, newest first. */
export type ScanPages = InfiniteData<ScanPage, string>;

/** The pages after a scan was deleted. */
export function withoutScan(pages: ScanPages, id: string): ScanPages {
  return withItems(pages, (items) => items.filter((scan) => scan.id !== id));
}

/** The pages after some of a scan has changed. */
export function withChange(pages: ScanPages, id: string, change: Partial<Scan>): ScanPages {
  return withItems(pages, (items) => items.map((scan) => (scan.id === id ? { ...scan, ...change } : scan)));
}

/** The pages of a list after a scan changed or began: it stands in its place, or on top, or no longer in a list of its old state. */
export function withScan(pages: ScanPages, scan: Scan, listed: ScanState | undefined): ScanPages {
  if (listed !== undefined && listed !== scan.state) return withoutScan(pages, scan.id);
  if (includesScan(pages, scan.id)) {
    return withItems(pages, (items) => items.map((known) => (known.id === scan.id ? newerOf(known, scan) : known)));
  }
  const [first, ...rest] = pages.pages;
  const newest = first?.items.find((known) => !isExpected(known)); // what is expected has the time of this browser's clock
  if (first === undefined || (newest !== undefined && newest.createdAt > scan.createdAt)) return pages; // of a page not loaded
  return { ...pages, pages: [{ ...first, items: [scan, ...first.items] }, ...rest] };
}

export function includesScan({ pages }: ScanPages, id: string): boolean {
  return pages.some(({ items }) => items.some((scan) => scan.id === id));
}

/** What is known never becomes older: answers and events may overtake each other. */
export function newerOf(known: Scan, told: Scan): Scan {
  return told.eventSequence >= known.eventSequence ? told : known;
}

/** The pages as an answer tells them, except for scans of which an event has told more since it was asked for. */
export function neverOlder(known: ScanPages | undefined, told: ScanPages): ScanPages {
  const scans = new Map(known?.pages.flatMap(({ items }) => items.map((scan) => [scan.id, scan] as const)));
  return withItems(told, (items) => items.map((scan) => newerOf(scans.get(scan.id) ?? scan, scan)));
}

/** Whether the pages show something that goes on. */
export function anyRuns(pages: Pick<ScanPages, 'pages'> | undefined): boolean {
  return pages?.pages.some(({ items }) => items.some(({ state }) => !isFinished(state))) === true;
}

function withItems({ pages, pageParams }: ScanPages, change: (items: Scan[]) => Scan[]): ScanPages {
  return { pageParams, pages: pages.map((page) => ({ ...page, items: change(page.items) })) };
}
