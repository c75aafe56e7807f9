const STEPS = 100;

/** How many per cent of the figures are not larger than each of up to a hundred of them: the points of a rising line. */
export function distributionOf(figures: readonly number[]): readonly (readonly [number, number])[] {
  const sorted = [...figures].sort((first, second) => first - second);
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const rank = Math.max(0, Math.ceil((step / STEPS) * sorted.length) - 1);
    return [sorted[rank] ?? NaN, step] as const;
  });
}
