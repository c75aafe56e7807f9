import { aScan } from '../../../testing/builders';
import { typicalDurations } from './typical-durations';

function finishedIn(wallMs: number, profile: 'quick' | 'deep') {
  const timing = { wallMs, sequentialMs: 1, criticalPathMs: 1, lowerBoundMs: 1, speedUp: 1, slots: 4 };
  return aScan({ profile, state: 'completed', timing });
}

describe('typicalDurations', () => {
  it('is the median of what was measured, by profile', () => {
    const scans = [
      finishedIn(900, 'quick'),
      finishedIn(100, 'quick'),
      finishedIn(300, 'quick'),
      finishedIn(7000, 'deep'),
    ];

    expect(typicalDurations(scans)).toEqual({ quick: 300, deep: 7000 });
  });

  it('knows nothing of a profile that never finished', () => {
    expect(typicalDurations([aScan({ profile: 'quick' })])).toEqual({});
  });
});
