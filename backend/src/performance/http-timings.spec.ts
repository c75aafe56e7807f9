import { HttpTimings } from './http-timings.js';

describe(HttpTimings.name, () => {
  it('knows how long each route took, the most used first', () => {
    const sut = new HttpTimings();
    for (let request = 1; request <= 100; request += 1) sut.record('GET', '/api/v1/scans', 200, request);
    sut.record('POST', '/api/v1/scans', 503, 7);

    expect(sut.snapshot()).toEqual([
      { method: 'GET', route: '/api/v1/scans', requests: 100, failures: 0, durationMs: { p50: 50, p95: 95, p99: 99 } },
      { method: 'POST', route: '/api/v1/scans', requests: 1, failures: 1, durationMs: { p50: 7, p95: 7, p99: 7 } },
    ]);
  });
});
