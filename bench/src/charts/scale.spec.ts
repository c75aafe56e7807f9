import { niceStep, scaleOf } from './scale.js';

describe(niceStep.name, () => {
  it.each([
    [0.13, 0.2],
    [1, 1],
    [3, 5],
    [70, 100],
  ])('rounds %p up to %p', (step, nice) => {
    expect(niceStep(step)).toBeCloseTo(nice);
  });
});

describe(scaleOf.name, () => {
  it('begins at zero and reaches to the largest figure', () => {
    const sut = scaleOf({ scale: 'linear' }, [2, 10], 0, 100);

    expect(sut.ticks).toEqual([0, 2, 4, 6, 8, 10]);
    expect(sut.place(5)).toBe(50);
  });

  it('leaves zero out when all figures lie close together', () => {
    const sut = scaleOf({ scale: 'linear' }, [1, 1.2], 0, 100);

    expect(sut.ticks[0]).toBe(1);
  });

  it('gives each power of ten the same room', () => {
    const sut = scaleOf({ scale: 'logarithmic' }, [10, 1000], 0, 100);

    expect(sut.ticks).toEqual([10, 100, 1000]);
    expect(sut.place(100)).toBeCloseTo(50);
  });

  it('finds a place for a single figure', () => {
    expect(Number.isFinite(scaleOf({ scale: 'linear' }, [0], 0, 100).place(0))).toBe(true);
    expect(Number.isFinite(scaleOf({ scale: 'logarithmic' }, [1], 0, 100).place(1))).toBe(true);
  });
});
