import { Injectable } from '@nestjs/common';
import { type Histogram } from 'prom-client';
import { DurationSamples, type Percentiles } from '../platform/metrics/duration-samples.js';
import { Metrics } from '../platform/metrics/metrics.js';

/** What one route did since the start. */
export interface RouteTiming {
  readonly method: string;
  /** As the router names it: `/api/v1/scans/:id`. */
  readonly route: string;
  readonly requests: number;
  /** Answers with a status of 500 or more. */
  readonly failures: number;
  /** Of the latest 512 requests, milliseconds. */
  readonly durationMs: Percentiles;
}

/** Times one route: made once, so that a request costs no look-up by names. */
export class RouteTimer {
  private requests = 0;
  private failures = 0;
  private readonly samples = new DurationSamples();
  private readonly histograms = new Map<number, Histogram.Internal<'method' | 'route' | 'status'>>();

  constructor(
    private readonly method: string,
    private readonly route: string,
    private readonly metrics: Metrics,
  ) {}

  record(status: number, milliseconds: number): void {
    this.requests += 1;
    if (status >= 500) this.failures += 1;
    this.samples.add(milliseconds);
    this.histogramOf(status).observe(milliseconds / 1000);
  }

  snapshot(): RouteTiming {
    const { method, route, requests, failures } = this;
    return { method, route, requests, failures, durationMs: this.samples.percentiles() };
  }

  private histogramOf(status: number): Histogram.Internal<'method' | 'route' | 'status'> {
    const known = this.histograms.get(status);
    if (known !== undefined) return known;
    const { method, route } = this;
    const histogram = this.metrics.httpSeconds.labels({ method, route, status: String(status) });
    this.histograms.set(status, histogram);
    return histogram;
  }
}

/** How long the routes take. Bounded by the number of routes there are: what no route answers is counted together. */
@Injectable()
export class HttpTimings {
  private readonly timers: RouteTimer[] = [];

  constructor(private readonly metrics: Metrics) {}

  timerOf(method: string, route: string): RouteTimer {
    const timer = new RouteTimer(method, route, this.metrics);
    this.timers.push(timer);
    return timer;
  }

  /** Routes that were asked, the most used first. */
  snapshot(): readonly RouteTiming[] {
    return this.timers
      .map((timer) => timer.snapshot())
      .filter(({ requests }) => requests > 0)
      .sort((first, second) => second.requests - first.requests);
  }
}
