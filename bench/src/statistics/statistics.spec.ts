import { meanOf, medianOf, quantileOf, summaryOf } from './statistics.js';

const HUNDRED = Array.from({ length: 100 }, (_, position) => 100 - position);

describe('the median', () => {
  it('is the middle one of an odd number of figures', () => {
    expect(medianOf([9, 1, 5])).toBe(5);
  });

  it('lies half-way between the middle two of an even number', () => {
    expect(medianOf([4, 1, 3, 2])).toBe(2.5);
  });

  it('of nothing is no number', () => {
    expect(medianOf([])).toBeNaN();
  });
});

describe('a quantile', () => {
  it('is the nearest rank, a figure that was measured', () => {
    expect(quantileOf(HUNDRED, 0.95)).toBe(95);
    expect(quantileOf(HUNDRED, 0.99)).toBe(99);
  });

  it('of few figures is the largest', () => {
    expect(quantileOf([3, 1, 2], 0.95)).toBe(3);
  });
});

describe('a summary', () => {
  it('holds everything that the page tells', () => {
    expect(summaryOf(HUNDRED)).toEqual({ n: 100, min: 1, median: 50.5, mean: 50.5, p95: 95, p99: 99, max: 100 });
  });

  it('does not change the order of what it was given', () => {
    const figures = [3, 1, 2];

    summaryOf(figures);

    expect(figures).toEqual([3, 1, 2]);
  });
});

it('the mean weighs every figure alike', () => {
  expect(meanOf([1, 2, 6])).toBe(3);
});
