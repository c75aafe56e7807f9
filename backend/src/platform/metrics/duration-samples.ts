/** Percentiles of the latest samples, in milliseconds; all 0 while there are none. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

const KEPT = 512;

/** The latest 512 durations; older ones are overwritten, so that memory stays flat and the figures stay fresh. */
export class DurationSamples {
  private readonly ring: number[] = [];
  private next = 0;

  add(milliseconds: number): void {
    this.ring[this.next] = milliseconds;
    this.next = (this.next + 1) % KEPT;
  }

  percentiles(): Percentiles {
    const sorted = [...this.ring].sort((a, b) => a - b);
    return { p50: quantileOf(sorted, 50), p95: quantileOf(sorted, 95), p99: quantileOf(sorted, 99) };
  }
}

/** The smallest value below which so many percent lie. @param sorted ascending */
export function quantileOf(sorted: readonly number[], percent: number): number {
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? 0;
}
