/** The end of a schedule that takes runs in the given order, each by the first slot that is free: what `xargs -P` does. */
export function givenOrderMakespan(durations: readonly number[], slots: number): number {
  const ends = Array<number>(slots).fill(0);
  for (const duration of durations) {
    const free = ends.indexOf(Math.min(...ends));
    ends[free] = (ends[free] ?? 0) + duration;
  }
  return Math.max(...ends);
}
