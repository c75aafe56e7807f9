import { summaryOf } from '../statistics/statistics.js';

/** How long all but the slowest twentieth of so many calls take, in milliseconds; one after the other. */
export async function p95Of(call: () => Promise<unknown>, calls: number): Promise<number> {
  await call(); // the first one compiles and fills caches
  const milliseconds: number[] = [];
  for (let turn = 0; turn < calls; turn += 1) {
    const startedAt = performance.now();
    await call();
    milliseconds.push(performance.now() - startedAt);
  }
  return summaryOf(milliseconds).p95;
}
