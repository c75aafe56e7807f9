/** Carries what is pushed from wherever it arises to one reader, in order. */
export class LineQueue<T> implements AsyncIterable<T> {
  private readonly items: T[] = [];
  private closed = false;
  private failure: { readonly cause: unknown } | undefined;
  private changed: () => void = () => undefined;

  push(item: T): void {
    this.items.push(item);
    this.changed();
  }

  /** The reader ends after what has been pushed so far; with a failure it then throws the cause. */
  close(failure?: { readonly cause: unknown }): void {
    this.closed = true;
    this.failure = failure;
    this.changed();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      yield* this.items.splice(0);
      if (this.items.length > 0) continue;
      if (this.closed) break;
      await new Promise<void>((resolve) => {
        this.changed = resolve;
      });
    }
    if (this.failure !== undefined) throw this.failure.cause;
  }
}
