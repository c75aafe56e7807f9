import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { defer, from, mergeMap, Subject, type Subscription } from 'rxjs';
import { Config } from '../platform/config/config.js';
import { type EndCause } from '../platform/process/command-spec.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { ScanRunner } from './scan-runner.js';
import { ScanNotFoundError } from './scan.errors.js';
import { StateChangeRefusedError } from './state-table.js';

/** How often it is tried to store the end of a scan that could not be stored. */
const SETTLE_EVERY_MS = 5000;

/** Scans in the order in which they were asked for, so many at the same time. The rows are the truth; this is their order. */
@Injectable()
export class ScanQueue {
  private readonly logger = new Logger(ScanQueue.name);
  private readonly requests = new Subject<string>();
  private readonly active = new Map<string, { readonly controller: AbortController; readonly ended: Promise<void> }>();
  private readonly stopping = new AbortController();
  private readonly waiting = new Set<string>();
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

  /** A scan that waits already, because it was cancelled and asked for again, keeps its one place. */
  enqueue(scanId: string): void {
    if (this.waiting.has(scanId)) return;
    this.waiting.add(scanId);
    this.metrics.queueDepth.set(this.waiting.size);
    this.requests.next(scanId);
  }

  /** Ends a scan in progress. Returns whether it was in progress here. */
  cancel(scanId: string): boolean {
    const scan = this.active.get(scanId);
    scan?.controller.abort('cancelled' satisfies EndCause);
    return scan !== undefined;
  }

  /** How many scans wait for a slot, and how many have one. */
  depth(): { readonly waiting: number; readonly running: number } {
    return { waiting: this.waiting.size, running: this.active.size };
  }

  /** Takes no more scans and puts those in progress back into the queue; resolves when their processes are gone. */
  async stop(): Promise<void> {
    this.subscription?.unsubscribe();
    this.stopping.abort();
    const scans = [...this.active.values()];
    for (const { controller } of scans) controller.abort('shutdown' satisfies EndCause);
    await Promise.all(scans.map(({ ended }) => ended));
  }

  private async carryOut(scanId: string): Promise<void> {
    this.waiting.delete(scanId);
    this.metrics.queueDepth.set(this.waiting.size);
    await this.active.get(scanId)?.ended; // a retry may come while the first attempt is being put away
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
      if (isOver(error)) return;
      this.logger.error({ err: error, scanId }, 'scan could not be carried out');
      await this.settle(scanId, signal);
    }
  }

  /** Nothing stays running for ever: what could not be stored is tried again until it can, or the server stops. */
  private async settle(scanId: string, signal: AbortSignal): Promise<void> {
    while (await this.pause()) {
      try {
        await this.runner.settleLater(scanId, signal);
        return;
      } catch (error) {
        if (isOver(error)) return;
        this.logger.warn({ err: error, scanId }, 'the end of the scan cannot be stored yet');
      }
    }
  }

  /** Waits a while. Returns whether the server still runs. */
  private async pause(): Promise<boolean> {
    const { signal } = this.stopping;
    await sleep(SETTLE_EVERY_MS, undefined, { signal }).catch(() => undefined); // ended by the stop
    return !signal.aborted;
  }
}

/** Cancelled or deleted while it waited for its turn: nothing to do. */
function isOver(error: unknown): boolean {
  return error instanceof StateChangeRefusedError || error instanceof ScanNotFoundError;
}
