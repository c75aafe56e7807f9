import { seededRandom } from '../statistics/random.js';
import { bestMakespan, lowerBound } from './best-schedule.js';

/** Every assignment of runs to slots, without any cleverness. */
function exhaustive([first, ...rest]: readonly number[], loads: readonly number[]): number {
  if (first === undefined) return Math.max(...loads);
  return Math.min(
    ...loads.map((_, chosen) =>
      exhaustive(
        rest,
        loads.map((load, slot) => (slot === chosen ? load + first : load)),
      ),
    ),
  );
}

describe(lowerBound.name, () => {
  it('is the longest run when that is longer than a fair share', () => {
    expect(lowerBound([10, 1, 1], 3)).toBe(10);
  });

  it('is a fair share of the work otherwise', () => {
    expect(lowerBound([4, 4, 4, 4, 4], 2)).toBe(10);
  });
});

describe(bestMakespan.name, () => {
  it('finds what the longest first misses', () => {
    expect(bestMakespan([7, 7, 6, 6, 5, 5, 4, 4, 4], 3)).toBe(16);
    expect(bestMakespan([3, 3, 2, 2, 2], 2)).toBe(6);
  });

  it('is the same as trying out everything', () => {
    const random = seededRandom(7);
    for (let mix = 0; mix < 30; mix += 1) {
      const durations = Array.from({ length: 4 + (mix % 4) }, () => random() * 30);

      expect(bestMakespan(durations, 3)).toBeCloseTo(exhaustive(durations, [0, 0, 0]), 9);
    }
  });

  it('is the lower bound for more runs than can be tried out', () => {
    expect(bestMakespan(Array<number>(10).fill(3), 3)).toBe(10);
  });

  it('of nothing ends at once', () => {
    expect(bestMakespan([], 3)).toBe(0);
  });
});
