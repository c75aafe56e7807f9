import { type RowSpec } from '../bench.js';
import { rowResult } from './result.js';

const row: RowSpec = {
  id: 'row',
  what: 'something',
  unit: 'ms',
  baseline: 'another way',
  reach: [{ of: 'ratio', is: 'at most', value: 0.5 }],
  ifNotReached: 'because',
};

describe(rowResult.name, () => {
  it('takes the median of the ratios of the rounds, not the ratio of the medians', () => {
    const result = rowResult(row, { ours: [1, 10, 100], baseline: [10, 20, 100] });

    expect(result.ratio?.median).toBe(0.5);
    expect(result.reached).toBe(true);
  });

  it('is not reached when one of two promises is not kept', () => {
    const strict: RowSpec = { ...row, reach: [...row.reach, { of: 'ours', is: 'at most', value: 3 }] };

    expect(rowResult(strict, { ours: [4], baseline: [10] }).reached).toBe(false);
  });

  it('compares the figure that the row names', () => {
    const mean: RowSpec = { ...row, statistic: 'mean', reach: [{ of: 'ours', is: 'at least', value: 2 }] };

    expect(rowResult(mean, { ours: [1, 1, 4] }).reached).toBe(true);
  });

  it('is not reached when it could not be measured', () => {
    expect(rowResult(row).reached).toBe(false);
  });

  it('neither reaches nor misses a promise that it does not make', () => {
    expect(rowResult({ ...row, reach: [] }, { ours: [1], baseline: [1] }).reached).toBeUndefined();
  });
});
