/** Which findings of a scan are asked for. */
export interface FindingFilter {
  readonly severities: readonly string[];
  readonly tool?: string;
}

/** A search over all scans. */
export interface FindingSearch {
  readonly q: string;
  readonly sort: 'severity' | 'newest' | 'oldest';
}

export const findingKeys = {
  all: ['findings'] as const,
  search: (search: FindingSearch) => ['findings', 'search', search] as const,
  facets: (q: string) => ['findings', 'facets', q] as const,
  history: (id: string) => ['findings', 'history', id] as const,
  overview: ['findings', 'overview'] as const,
  targetOverviews: ['findings', 'overview', 'targets'] as const,
  savedViews: ['saved-views'] as const,
  ofScan: (scanId: string) => ['findings', 'scan', scanId] as const,
  list: (scanId: string, filter: FindingFilter) => [...findingKeys.ofScan(scanId), 'list', filter] as const,
  changes: (scanId: string) => [...findingKeys.ofScan(scanId), 'changes'] as const,
  changed: (scanId: string, difference: string) => [...findingKeys.changes(scanId), difference] as const,
  coverage: (scanId: string) => [...findingKeys.ofScan(scanId), 'coverage'] as const,
  detail: (scanId: string, id: string) => [...findingKeys.ofScan(scanId), 'detail', id] as const,
};
