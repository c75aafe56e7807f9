/** The value that so great a share of all, from 0 to 1, does not exceed. @throws RangeError when there are none */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((first, second) => first - second);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('There are no values.');
  return value;
}

/** Leaves a measured figure in the log of the tests. */
export function tell(what: string, figures: string): void {
  process.stderr.write(`MEASURED ${what}: ${figures}\n`);
}
