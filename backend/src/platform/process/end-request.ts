import { type EndCause } from './command-spec.js';

const CAUSES: readonly unknown[] = [
  'cancelled',
  'time_limit',
  'idle_limit',
  'output_limit',
  'shutdown',
] satisfies readonly EndCause[];

/** The one decision to end a run: the first who asks gives the cause. */
export class EndRequest {
  cause: EndCause | undefined;
  /** Set when the run is ended because its output could not be taken. */
  failure: { readonly error: unknown } | undefined;
  /** When the decision fell, milliseconds of the monotonic clock. */
  madeAt: number | undefined;
  readonly made: Promise<void>;
  private settle: () => void = () => undefined;

  constructor(signal: AbortSignal) {
    this.made = new Promise((resolve) => (this.settle = resolve));
    if (signal.aborted) this.ask(causeOf(signal));
    else signal.addEventListener('abort', () => this.ask(causeOf(signal)), { once: true });
  }

  ask(cause: EndCause): void {
    if (this.isMade) return;
    this.cause = cause;
    this.make();
  }

  /** A failure counts even after another cause, because the caller must learn of it. */
  fail(error: unknown): void {
    this.failure ??= { error };
    if (!this.isMade) this.make();
  }

  get isMade(): boolean {
    return this.madeAt !== undefined;
  }

  private make(): void {
    this.madeAt = performance.now();
    this.settle();
  }
}

/** The EndCause that a signal was aborted with; an abort without one was a person's. */
export function causeOf({ reason }: AbortSignal): EndCause {
  return CAUSES.includes(reason) ? (reason as EndCause) : 'cancelled';
}
