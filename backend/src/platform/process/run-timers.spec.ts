import { RunTimers } from './run-timers.js';

describe(RunTimers.name, () => {
  const expired: string[] = [];

  beforeEach(() => {
    jest.useFakeTimers();
    expired.length = 0;
  });
  afterEach(() => jest.useRealTimers());

  const timers = (totalMs: number, idleMs?: number): RunTimers =>
    new RunTimers(totalMs, idleMs, (cause) => expired.push(cause));

  it('expires at the time limit, output or not', () => {
    const run = timers(1000);
    run.listening();
    jest.advanceTimersByTime(999);
    run.busy();
    expect(expired).toEqual([]);

    jest.advanceTimersByTime(1);

    expect(expired).toEqual(['time_limit']);
  });

  it('expires after silence, counted from the last output', () => {
    const run = timers(100_000, 500);
    run.listening();
    jest.advanceTimersByTime(400);
    run.busy();
    run.rest();
    jest.advanceTimersByTime(499);
    expect(expired).toEqual([]);

    jest.advanceTimersByTime(1);

    expect(expired).toEqual(['idle_limit']);
  });

  it('does not count silence before anybody listens or while output is being taken', () => {
    const run = timers(100_000, 500);
    jest.advanceTimersByTime(5000);
    run.listening();
    run.busy();
    run.busy();
    run.rest();
    jest.advanceTimersByTime(5000);

    expect(expired).toEqual([]);
  });

  it('never expires once stopped, whatever still arrives', () => {
    const run = timers(1000, 500);
    run.listening();
    run.stop();
    run.busy();
    run.rest();
    jest.advanceTimersByTime(5000);

    expect(expired).toEqual([]);
  });
});
