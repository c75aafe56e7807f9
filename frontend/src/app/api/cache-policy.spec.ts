import { TestBed } from '@angular/core/testing';
import { CACHE_POLICY, injectPollInterval, KEPT, NOT_KEPT } from './cache-policy';

describe('what the console keeps', () => {
  beforeEach(() => localStorage.clear());

  it('is as long as the answers hold', () => {
    expect(TestBed.inject(CACHE_POLICY)).toBe(KEPT);
    expect(KEPT).toMatchObject({
      scanList: { staleTime: 30_000 },
      running: { staleTime: 1000 },
      finishedScan: { staleTime: 60_000 },
      details: { staleTime: 60_000, gcTime: 900_000 },
    });
  });

  it('is nothing when somebody has turned it off', () => {
    localStorage.setItem('parallax.query-cache', 'off');

    expect(TestBed.inject(CACHE_POLICY)).toBe(NOT_KEPT);
  });
});

describe(injectPollInterval.name, () => {
  beforeEach(() => localStorage.clear());
  const interval = () => TestBed.runInInjectionContext(injectPollInterval);

  it('asks again only while something runs of which no events are heard', () => {
    expect(interval()(true, 'missed')).toBeGreaterThan(0);
    expect(interval()(true, 'heard')).toBe(false);
    expect(interval()(false, 'missed')).toBe(false);
  });

  it('asks for ever when the cache is off', () => {
    localStorage.setItem('parallax.query-cache', 'off');

    expect(interval()(false, 'heard')).toBeGreaterThan(0);
  });
});
