import { coverageOf, cutShortBy, outcomeOf } from './run-end.js';

const ended = { code: 0, signal: null, truncated: false };

describe('the end of a run', () => {
  it('is its own when nothing ended it', () => {
    expect(cutShortBy(ended)).toBeUndefined();
    expect(cutShortBy({ ...ended, code: 1 })).toBeUndefined();
  });

  it.each([
    ['cancelled', 'cancelled'],
    ['shutdown', 'cancelled'],
    ['time_limit', 'timed_out'],
    ['idle_limit', 'timed_out'],
    ['output_limit', 'partial'],
  ] as const)('by %s leaves coverage %s', (endedBy, status) => {
    expect(cutShortBy({ ...ended, endedBy })).toMatchObject({ status });
  });

  it('comes early by a signal from outside, by dropped output and by a failed start', () => {
    expect(cutShortBy({ ...ended, code: null, signal: 'SIGKILL' })).toMatchObject({ status: 'failed' });
    expect(cutShortBy({ ...ended, truncated: true })).toMatchObject({ status: 'partial' });
    expect(cutShortBy({ ...ended, error: 'no such program' })).toEqual({ status: 'failed', reason: 'no such program' });
  });

  it('makes a run partial only when it had learnt something', () => {
    const cancelled = { status: 'cancelled', reason: 'the run was cancelled' } as const;

    expect(outcomeOf(cancelled, 'something')).toBe('partial');
    expect(outcomeOf(cancelled, 'nothing')).toBe('failed');
    expect(outcomeOf({ status: 'timed_out', reason: 'time' }, 'nothing')).toBe('timed_out');
  });

  it('says the same of several families', () => {
    const endpoint = { host: 'a.example', address: '192.0.2.1' };
    const reach = { status: 'failed', reason: 'why' } as const;

    expect(coverageOf(['http.files', 'http.paths'], reach, endpoint)).toEqual([
      { family: 'http.files', endpoint, status: 'failed', reason: 'why' },
      { family: 'http.paths', endpoint, status: 'failed', reason: 'why' },
    ]);
  });
});
