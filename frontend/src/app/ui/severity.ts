/** How bad a finding is, worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;

export type Severity = (typeof SEVERITIES)[number];

export type SeverityTotals = Readonly<Record<Severity, number>>;

export function totalOf(counts: SeverityTotals): number {
  return SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0);
}

/** The counts as a sentence for people who do not see the bar. */
export function countsInWords(counts: SeverityTotals): string {
  const parts = SEVERITIES.filter((severity) => counts[severity] > 0).map(
    (severity) => `${counts[severity]} ${severity}`,
  );
  return parts.length === 0 ? 'No findings' : parts.join(', ');
}
