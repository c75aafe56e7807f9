import { killAll, livingProcesses } from '../process/living-processes.js';

/** One that forks all the time may slip through a single look. */
const EMPTY_LOOKS = 5;
const MOST_LOOKS = 200;

/** Cleans up after a test that failed. Processes with this text among their arguments are ended until none shows any more. */
export function endLeftovers(marker: string): void {
  for (let looks = 0, empty = 0; looks < MOST_LOOKS && empty < EMPTY_LOOKS; looks += 1) {
    const left = livingProcesses(marker);
    killAll(left);
    empty = left.length === 0 ? empty + 1 : 0;
  }
}
