/** What a list of figures comes to. All are NaN for an empty list. */
export interface Summary {
  readonly n: number;
  readonly min: number;
  readonly median: number;
  readonly mean: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export function summaryOf(figures: readonly number[]): Summary {
  const sorted = ascending(figures);
  return {
    n: sorted.length,
    min: sorted[0] ?? NaN,
    median: medianOf(figures),
    mean: meanOf(figures),
    p95: quantileOf(figures, 0.95),
    p99: quantileOf(figures, 0.99),
    max: sorted.at(-1) ?? NaN,
  };
}

/** The middle one, or half-way between the middle two. */
export function medianOf(figures: readonly number[]): number {
  const sorted = ascending(figures);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? NaN : (lower + upper) / 2;
}

export function meanOf(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}

/** The nearest rank: a figure that was really measured. @param share of the figures that are not larger, 0 < share <= 1 */
export function quantileOf(figures: readonly number[], share: number): number {
  return ascending(figures)[Math.ceil(share * figures.length) - 1] ?? NaN;
}

function ascending(figures: readonly number[]): number[] {
  return [...figures].sort((first, second) => first - second);
}
