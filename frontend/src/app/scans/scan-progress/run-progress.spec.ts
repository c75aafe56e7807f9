import { aScan } from '../../../testing/builders';
import { progressOf } from './run-progress';

const { runs } = aScan();

describe('progressOf', () => {
  it('counts every run that does not go on as ended', () => {
    const counts = { ...runs, queued: 2, running: 2, succeeded: 1, failed: 1, skipped: 1, cached: 1 };

    expect(progressOf(counts)).toEqual({ percent: 50, sentence: '4 of 8 tool runs ended, 2 running, 2 waiting' });
  });

  it('does not divide by nothing', () => {
    expect(progressOf({ ...runs, running: 0, succeeded: 0 })).toEqual({
      percent: 0,
      sentence: 'Waiting for the first tool run',
    });
  });
});
