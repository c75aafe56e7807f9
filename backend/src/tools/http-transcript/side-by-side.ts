interface Step<T> {
  readonly source: AsyncGenerator<T, unknown>;
  readonly result: IteratorResult<T, unknown>;
}

/** Runs generators side by side, at most `limit` at a time; yields what they yield as it comes. */
export async function* sideBySide<T>(sources: Iterable<AsyncGenerator<T, unknown>>, limit: number): AsyncGenerator<T> {
  const waiting = sources[Symbol.iterator]();
  const running = new Map<AsyncGenerator<T, unknown>, Promise<Step<T>>>();

  function advance(source: AsyncGenerator<T, unknown>): void {
    running.set(
      source,
      source.next().then((result) => ({ source, result })),
    );
  }
  function begin(): void {
    const next = waiting.next();
    if (next.done !== true) advance(next.value);
  }

  for (let free = limit; free > 0; free -= 1) begin();
  while (running.size > 0) {
    const { source, result } = await Promise.race(running.values());
    running.delete(source);
    if (result.done === true) {
      begin();
    } else {
      advance(source);
      yield result.value;
    }
  }
}
