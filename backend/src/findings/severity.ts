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
