/** Time that only moves forward, injected so that tests own it. The wall clock is no measure of a duration: it jumps. */
export interface MonotonicTime {
  /** Milliseconds since an unspecified start. */
  now(): number;
  /** Runs `action` once after `delayMs`, unless the returned function is called before. */
  after(delayMs: number, action: () => void): () => void;
}

export const systemTime: MonotonicTime = {
  now: () => performance.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};
