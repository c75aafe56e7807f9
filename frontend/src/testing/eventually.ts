/**
 * Runs the assertion until it stops throwing: TanStack Query tells its observers from timers, and Angular's whenStable()
 * waits for every request that is still open, so neither is a safe thing to await in a test.
 */
export async function eventually<T>(assertion: () => T, timeoutMs = 2000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return assertion();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((done) => setTimeout(done, 5));
    }
  }
}
