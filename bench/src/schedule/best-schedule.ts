/** More runs than this take too long to try out; then the lower bound stands in for the best schedule. */
export const MOST_RUNS_TRIED = 9;

/** The end of the best possible schedule of runs on slots: tried out for few runs, otherwise its lower bound. */
export function bestMakespan(durations: readonly number[], slots: number): number {
  const bound = lowerBound(durations, slots);
  if (durations.length > MOST_RUNS_TRIED) return bound;
  const longestFirst = [...durations].sort((first, second) => second - first);
  return tryOut(longestFirst, 0, Array<number>(slots).fill(0), Infinity, bound);
}

/** No schedule ends before its longest run, nor before the slots have done all the work. */
export function lowerBound(durations: readonly number[], slots: number): number {
  const total = durations.reduce((sum, duration) => sum + duration, 0);
  return Math.max(0, ...durations, total / slots);
}

/** Branch and bound over the slot of each run, the longest run first. @param best the best end known so far */
function tryOut(durations: readonly number[], next: number, loads: number[], best: number, bound: number): number {
  const duration = durations[next];
  if (duration === undefined) return Math.max(...loads);
  const tried = new Set<number>();
  let found = best;
  for (const [slot, load] of loads.entries()) {
    if (tried.has(load)) continue; // two slots with the same load are the same choice
    tried.add(load);
    if (load + duration >= found) continue;
    loads[slot] = load + duration;
    found = Math.min(found, tryOut(durations, next + 1, loads, found, bound));
    loads[slot] = load;
    if (found <= bound) break;
  }
  return found;
}
