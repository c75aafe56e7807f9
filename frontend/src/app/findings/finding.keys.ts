/** Which findings of a scan are asked for. */
export interface FindingFilter {
  readonly severities: readonly string[];
  readonly tool?: string;
}

export const findingKeys = {
  ofScan: (scanId: string) => ['findings', 'scan', scanId] as const,
  list: (scanId: string, filter: FindingFilter) => [...findingKeys.ofScan(scanId), 'list', filter] as const,
  changes: (scanId: string) => [...findingKeys.ofScan(scanId), 'changes'] as const,
  changed: (scanId: string, difference: string) => [...findingKeys.changes(scanId), difference] as const,
  coverage: (scanId: string) => [...findingKeys.ofScan(scanId), 'coverage'] as const,
  detail: (scanId: string, id: string) => [...findingKeys.ofScan(scanId), 'detail', id] as const,
};
