import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

/** How much longer than it should the event loop took to come round, in milliseconds, since the last reset. */
export interface EventLoopDelay {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

const RESOLUTION_MS = 10;
/** The figures are those of the last minute or so: one bad second must not mark them for ever. */
const FRESH_EVERY_MS = 60_000;

/** Watches whether something keeps the one thread busy. */
@Injectable()
export class EventLoopMonitor implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private timer: NodeJS.Timeout | undefined;
  private before: EventLoopDelay | undefined;

  onApplicationBootstrap(): void {
    this.histogram.enable();
    this.timer = setInterval(() => this.startAnew(), FRESH_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.histogram.disable();
  }

  /** The worse of this minute and the one before. */
  snapshot(): EventLoopDelay {
    const now = this.read();
    if (this.before === undefined || now.max > this.before.max) return now;
    return this.before;
  }

  private startAnew(): void {
    this.before = this.read();
    this.histogram.reset();
  }

  private read(): EventLoopDelay {
    // the histogram counts the resolution itself as delay, in nanoseconds
    const delay = (nanoseconds: number): number => Math.max(0, Math.round(nanoseconds / 10_000) / 100 - RESOLUTION_MS);
    const { histogram } = this;
    return {
      p50: delay(histogram.percentile(50)),
      p95: delay(histogram.percentile(95)),
      p99: delay(histogram.percentile(99)),
      max: delay(histogram.max),
    };
  }
}
