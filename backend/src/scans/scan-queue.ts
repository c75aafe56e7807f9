import { Injectable, Logger } from '@nestjs/common';
import { defer, from, mergeMap, Subject, type Subscription } from 'rxjs';
import { Config } from '../platform/config/config.js';
import { type EndCause } from '../platform/process/command-spec.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { ScanRunner } from './scan-runner.js';
import { StateChangeRefusedError } from './state-table.js';

/** Scans in the order in which they were asked for, so many at the same time. The rows are the truth; this is their order. */
@Injectable()
export class ScanQueue {
  private readonly logger = new Logger(ScanQueue.name);
  private readonly requests = new Subject<string>();
  private readonly active = new Map<string, { readonly controller: AbortController; readonly ended: Promise<void> }>();
  private waiting = 0;
  private subscription: Subscription | undefined;

  constructor(
    private readonly runner: ScanRunner,
    private readonly metrics: Metrics,
    private readonly config: Config,
  ) {}

  start(): void {
    this.subscription ??= this.requests
      .pipe(mergeMap((id) => defer(() => from(this.carryOut(id))), this.config.scans.maxConcurrentScans))
      .subscribe();
  }

  enqueue(scanId: string): void {
    this.setWaiting(this.waiting + 1);
    this.requests.next(scanId);
  }

  /** Ends a scan in progress. Returns whether it was in progress here. */
  cancel(scanId: string): boolean {
    const scan = this.active.get(scanId);
    scan?.controller.abort('cancelled' satisfies EndCause);
    return scan !== undefined;
  }

  /** Takes no more scans and puts those in progress back into the queue; resolves when their processes are gone. */
  async stop(): Promise<void> {
    this.subscription?.unsubscribe();
    const scans = [...this.active.values()];
    for (const { controller } of scans) controller.abort('shutdown' satisfies EndCause);
    await Promise.all(scans.map(({ ended }) => ended));
  }

  private async carryOut(scanId: string): Promise<void> {
    this.setWaiting(this.waiting - 1);
    const controller = new AbortController();
    const ended = this.runSafely(scanId, controller.signal);
    this.active.set(scanId, { controller, ended });
    await ended;
    this.active.delete(scanId);
  }

  private async runSafely(scanId: string, signal: AbortSignal): Promise<void> {
    try {
      await this.runner.run(scanId, signal);
    } catch (error) {
      // Cancelled or deleted while it waited for its turn: nothing to do.
      if (error instanceof StateChangeRefusedError) return;
      this.logger.error({ err: error, scanId }, 'scan could not be carried out');
    }
  }

  private setWaiting(count: number): void {
    this.waiting = count;
    this.metrics.queueDepth.set(count);
  }
}
