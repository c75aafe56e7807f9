/**
 * Microseconds for one call of an operation, out of many in a row. Every call is awaited, also of an operation that is done at
 * once: a caller does not know which it is, and both sides of a ratio have to pay for the same loop.
 */
export async function microsecondsEach(operation: (turn: number) => unknown, calls: number): Promise<number> {
  const startedAt = performance.now();
  for (let turn = 0; turn < calls; turn += 1) await operation(turn);
  return ((performance.now() - startedAt) * 1000) / calls;
}
