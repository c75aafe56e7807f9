import { Injectable } from '@nestjs/common';
import { DurationSamples, type Percentiles } from '../platform/metrics/duration-samples.js';

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

interface Timed {
  requests: number;
  failures: number;
  readonly samples: DurationSamples;
}

/** How long the routes take. Bounded by the number of routes there are: what no route answers is counted together. */
@Injectable()
export class HttpTimings {
  private readonly timed = new Map<string, Timed>();

  record(method: string, route: string, status: number, milliseconds: number): void {
    const key = `${method} ${route}`;
    const known = this.timed.get(key);
    const timed = known ?? { requests: 0, failures: 0, samples: new DurationSamples() };
    if (known === undefined) this.timed.set(key, timed);
    timed.requests += 1;
    if (status >= 500) timed.failures += 1;
    timed.samples.add(milliseconds);
  }

  /** The most used first. */
  snapshot(): readonly RouteTiming[] {
    return [...this.timed]
      .map(([key, { requests, failures, samples }]) => {
        const space = key.indexOf(' ');
        const [method, route] = [key.slice(0, space), key.slice(space + 1)];
        return { method, route, requests, failures, durationMs: samples.percentiles() };
      })
      .sort((first, second) => second.requests - first.requests);
  }
}
