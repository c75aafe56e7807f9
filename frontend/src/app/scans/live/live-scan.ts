import { inject, Injectable, signal } from '@angular/core';
import { QueryClient } from '@tanstack/angular-query-experimental';
import { CACHE_POLICY } from '../../api/cache-policy';
import { KnownScans } from '../known-scans';
import { scanKeys } from '../scan.keys';
import { applyEvent, type ScanEvent, type ScanSnapshot } from '../scan-snapshot';
import { Coalesced } from './coalesced';
import { EventStream, type StreamedEvent } from './event-stream';

const LOG_SOON_MS = 100;
const LOG_PAUSE_MS = 1000;

/** Brings what the event stream says of one scan into the queries that show it. */
@Injectable()
export class LiveScan {
  private readonly client = inject(QueryClient);
  private readonly known = inject(KnownScans);
  private readonly stream = inject(EventStream);
  private readonly streamed = inject(CACHE_POLICY).changes === 'streamed';
  private readonly progress = signal<ReadonlyMap<string, number>>(new Map());
  private readonly logs = new Map<string, Coalesced>();

  readonly connection = this.stream.connection;
  /** Percent done of the runs that tell it, by run id. */
  readonly percents = this.progress.asReadonly();

  follow(scanId: string, after: number): void {
    if (this.streamed) this.stream.openScan(scanId, after, (event) => this.take(scanId, event));
  }

  stop(): void {
    this.stream.close();
  }

  private take(scanId: string, { type, data, sequence }: StreamedEvent): void {
    switch (type) {
      case 'progress': {
        const { runId, percent } = data as { runId: string; percent: number };
        this.progress.update((known) => new Map(known).set(runId, percent));
        return;
      }
      case 'log':
        return this.logOf((data as { runId: string }).runId).request();
      case 'removed':
        return void this.client.invalidateQueries({ queryKey: scanKeys.snapshot(scanId) });
    }
    if (type === 'run') this.logOf((data as { id: string }).id).request();
    this.apply(scanId, { type, data, sequence } as ScanEvent);
  }

  private apply(scanId: string, event: ScanEvent): void {
    const key = scanKeys.snapshot(scanId);
    void this.client.cancelQueries({ queryKey: key }); // an answer that is on its way is older than this event
    this.client.setQueryData<ScanSnapshot>(key, (before) => before && applyEvent(before, event));
    const scan = this.client.getQueryData<ScanSnapshot>(key)?.scan;
    if (scan !== undefined && event.type !== 'run') this.known.put(scan);
  }

  private logOf(runId: string): Coalesced {
    const known = this.logs.get(runId);
    if (known !== undefined) return known;
    const queryKey = scanKeys.log(runId);
    const refresh = new Coalesced(
      () => this.client.invalidateQueries({ queryKey }, { cancelRefetch: false }),
      LOG_SOON_MS,
      LOG_PAUSE_MS,
    );
    this.logs.set(runId, refresh);
    return refresh;
  }
}
