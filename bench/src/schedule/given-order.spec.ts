import { givenOrderMakespan } from './given-order.js';

describe(givenOrderMakespan.name, () => {
  it('gives the next run to the slot that is free first', () => {
    expect(givenOrderMakespan([5, 1, 1, 1], 2)).toBe(5);
    expect(givenOrderMakespan([1, 1, 1, 5], 2)).toBe(6);
  });

  it('is the sum on one slot', () => {
    expect(givenOrderMakespan([1, 2, 3], 1)).toBe(6);
  });
});
