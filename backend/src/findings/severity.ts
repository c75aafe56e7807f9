/** How bad a finding is, worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** 4 for critical down to 0 for info: stored beside the word so that lists sort by index. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.length - 1 - SEVERITIES.indexOf(severity);
}

/** The severity of a rank as `severityRank` gives it; `info` for anything out of range. */
export function severityOfRank(rank: number): Severity {
  return SEVERITIES[SEVERITIES.length - 1 - rank] ?? 'info';
}

export function worstOf(first: Severity, second: Severity): Severity {
  return severityRank(first) >= severityRank(second) ? first : second;
}

/** A count for each severity; complete, so that a missing level reads as zero. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

export const NO_FINDINGS: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

/** Level by level; either may hold negative numbers when it says how counts changed. */
export function addCounts(first: SeverityCounts, second: SeverityCounts): SeverityCounts {
  const sums = SEVERITIES.map((severity) => [severity, first[severity] + second[severity]] as const);
  return { ...NO_FINDINGS, ...Object.fromEntries(sums) };
}

/** How counts change when findings of these severities come and those go. */
export function countChange(come: readonly Severity[], gone: readonly Severity[]): SeverityCounts {
  const change = { ...NO_FINDINGS };
  for (const severity of come) change[severity] += 1;
  for (const severity of gone) change[severity] -= 1;
  return change;
}
