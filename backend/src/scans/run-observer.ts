import { type Observation } from '../findings/observation.js';

/** Observations are stored when so many have come together ... */
const BATCH_SIZE = 500;
/** ... or after so long: the first finding of a scan must show at once, a thousand must not be a thousand transactions. */
const BATCH_MS = 200;

/** Collects the observations of one run and stores them in batches, one batch at a time, in order. */
export class RunObserver {
  private pending: Observation[] = [];
  private timer: NodeJS.Timeout | undefined;
  private storing: Promise<void> = Promise.resolve();
  private failure: Error | undefined;
  /** How many observations were taken. */
  count = 0;

  constructor(private readonly store: (batch: readonly Observation[]) => Promise<void>) {}

  /** Takes an observation; wait for the result when there is one: the tool is faster than the database. */
  take(observation: Observation): Promise<void> | undefined {
    this.pending.push(observation);
    this.count += 1;
    if (this.pending.length >= BATCH_SIZE) return this.flush();
    this.timer ??= setTimeout(() => void this.flush(), BATCH_MS);
    return undefined;
  }

  /** Stores all that was taken. Rejects with the first error of any batch. */
  async close(): Promise<void> {
    await this.flush();
    if (this.failure !== undefined) throw this.failure;
  }

  private flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.pending;
    this.pending = [];
    if (batch.length === 0) return this.storing;
    this.storing = this.storing
      .then(() => this.store(batch))
      .catch((error: unknown) => {
        this.failure ??= error instanceof Error ? error : new Error(String(error)); // the run must not end as if nothing had been lost
      });
    return this.storing;
  }
}
