import { type MonotonicTime } from '../monotonic-time.js';

/** Time that stands still until a test moves it. */
export class ManualTime implements MonotonicTime {
  private current = 0;
  private readonly timers = new Set<{ readonly at: number; readonly action: () => void }>();

  now(): number {
    return this.current;
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = { at: this.current + delayMs, action };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  advance(milliseconds: number): void {
    this.current += milliseconds;
    for (const timer of [...this.timers].sort((a, b) => a.at - b.at)) {
      if (timer.at > this.current || !this.timers.delete(timer)) continue;
      timer.action();
    }
  }
}
