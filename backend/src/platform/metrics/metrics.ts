import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900];

/** Counters and histograms that anyone may write; names follow Prometheus, labels never hold a target or a user. */
export class Metrics {
  readonly registry = new Registry();

  readonly scans = new Counter({
    name: 'parallax_scans_total',
    help: 'Scans that ended, by state.',
    labelNames: ['state'] as const,
    registers: [this.registry],
  });
  readonly toolRuns = new Counter({
    name: 'parallax_tool_runs_total',
    help: 'Tool runs that ended, by tool and state.',
    labelNames: ['tool', 'state'] as const,
    registers: [this.registry],
  });
  readonly toolRunSeconds = new Histogram({
    name: 'parallax_tool_run_duration_seconds',
    help: 'Duration of tool runs.',
    labelNames: ['tool'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly httpSeconds = new Histogram({
    name: 'parallax_http_request_duration_seconds',
    help: 'Duration of HTTP requests, by route and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly queueDepth = new Gauge({
    name: 'parallax_queue_depth',
    help: 'Scans that wait for a slot.',
    registers: [this.registry],
  });
  readonly activeRuns = new Gauge({
    name: 'parallax_tool_runs_active',
    help: 'Tool runs in progress.',
    registers: [this.registry],
  });
  readonly streamClients = new Gauge({
    name: 'parallax_event_stream_clients',
    help: 'Open event streams.',
    registers: [this.registry],
  });

  /** Adds the figures of the Node process; once per process. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry, prefix: 'parallax_' });
  }
}
