import { RequestIds } from './request-ids.js';

describe(RequestIds.name, () => {
  it('never gives an id twice, not even after a restart', () => {
    const starts = [new RequestIds(), new RequestIds()];

    const ids = starts.flatMap((start) => Array.from({ length: 1000 }, () => start.next()));

    expect(new Set(ids).size).toBe(2000);
  });

  it('gives words that are safe in a header and in a log', () => {
    expect(new RequestIds().next()).toMatch(/^[0-9a-f]{12}-1$/);
  });
});
