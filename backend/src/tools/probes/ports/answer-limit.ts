/** How many round trips of the slowest answer so far an answer is awaited ... */
const ROUND_TRIPS = 4;
/** ... and this much on top, for a machine that is busy, in milliseconds. */
const ALLOWANCE_MS = 250;

/** How long a port is given to answer: long at first, then by how quickly this host answers. */
export class AnswerLimit {
  private slowestMs: number | undefined;

  /** `longestMs` counts until the first answer and is never passed. */
  constructor(private readonly longestMs: number) {}

  /** Takes note of how long an answer took. */
  learn(ms: number): void {
    this.slowestMs = Math.max(this.slowestMs ?? 0, ms);
  }

  /** In milliseconds. A second attempt is given twice as long. */
  ms(attempt: number): number {
    if (this.slowestMs === undefined) return this.longestMs;
    return Math.min(this.longestMs, (ALLOWANCE_MS + ROUND_TRIPS * this.slowestMs) * attempt);
  }
}
