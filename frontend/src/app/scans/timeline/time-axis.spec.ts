import { ticksOf } from './time-axis';

describe('ticksOf', () => {
  it('marks round times from the start on', () => {
    expect(ticksOf(10_000)).toEqual([
      { left: 0, label: '0' },
      { left: 20, label: '2 s' },
      { left: 40, label: '4 s' },
      { left: 60, label: '6 s' },
      { left: 80, label: '8 s' },
      { left: 100, label: '10 s' },
    ]);
  });

  it.each([1_000, 7_500, 61_000, 600_000, 5_400_000, 90_000_000, 9e9])('keeps %d ms readable', (span) => {
    const ticks = ticksOf(span);

    expect(ticks.length).toBeGreaterThan(1);
    expect(ticks.length).toBeLessThanOrEqual(8);
    expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
  });

  it('writes minutes with their seconds', () => {
    expect(ticksOf(180_000).map(({ label }) => label)).toContain('1:30 min');
  });
});
