interface Step<T> {
  readonly source: AsyncGenerator<T>;
  readonly result: IteratorResult<T>;
}

/** Runs generators side by side, at most `limit` at a time, in the order given; yields what they yield as it comes. */
export async function* merged<T>(sources: readonly AsyncGenerator<T>[], limit: number): AsyncGenerator<T> {
  const waiting = [...sources];
  const running = new Map<AsyncGenerator<T>, Promise<Step<T>>>();

  function advance(source: AsyncGenerator<T> | undefined): void {
    if (source === undefined) return;
    running.set(
      source,
      source.next().then((result) => ({ source, result })),
    );
  }

  for (const source of waiting.splice(0, limit)) advance(source);
  while (running.size > 0) {
    const { source, result } = await Promise.race(running.values());
    running.delete(source);
    advance(result.done === true ? waiting.shift() : source);
    if (result.done !== true) yield result.value;
  }
}
