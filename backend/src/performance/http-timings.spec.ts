import { Metrics } from '../platform/metrics/metrics.js';
import { HttpTimings } from './http-timings.js';

describe(HttpTimings.name, () => {
  it('knows how long each route took, the most used first, and tells Prometheus', async () => {
    const metrics = new Metrics();
    const sut = new HttpTimings(metrics);
    const post = sut.timerOf('POST', '/api/v1/scans');
    const get = sut.timerOf('GET', '/api/v1/scans');
    sut.timerOf('GET', '/never/asked');

    for (let request = 1; request <= 100; request += 1) get.record(200, request);
    post.record(503, 7);

    expect(sut.snapshot()).toEqual([
      { method: 'GET', route: '/api/v1/scans', requests: 100, failures: 0, durationMs: { p50: 50, p95: 95, p99: 99 } },
      { method: 'POST', route: '/api/v1/scans', requests: 1, failures: 1, durationMs: { p50: 7, p95: 7, p99: 7 } },
    ]);
    expect(await metrics.registry.metrics()).toContain(
      'parallax_http_request_duration_seconds_count{method="POST",route="/api/v1/scans",status="503"} 1',
    );
  });
});
