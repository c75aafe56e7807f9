import { inject, Injectable, signal } from '@angular/core';
import { QueryClient } from '@tanstack/angular-query-experimental';
import { findingKeys } from '../../findings/finding.keys';
import { scanKeys } from '../scan.keys';
import { applyEvent, type ScanEvent, type ScanSnapshot } from '../scan-snapshot';
import { Coalesced } from './coalesced';
import { type StreamedEvent, ScanStream } from './scan-stream';

const REFRESH_PAUSE_MS = 400;

/** Brings what the event stream says of one scan into the queries that show it. */
@Injectable()
export class LiveScan {
  private readonly client = inject(QueryClient);
  private readonly stream = inject(ScanStream);
  private readonly progress = signal<ReadonlyMap<string, number>>(new Map());

  readonly connection = this.stream.connection;
  /** Percent done of the runs that tell it, by run id. */
  readonly percents = this.progress.asReadonly();

  follow(scanId: string, after: number): void {
    const findings = new Coalesced(() => this.refresh(findingKeys.ofScan(scanId)), REFRESH_PAUSE_MS);
    this.stream.open(scanId, after, (event) => {
      this.take(scanId, event);
      if (event.type !== 'progress' && event.type !== 'log') findings.request();
    });
  }

  stop(): void {
    this.stream.close();
  }

  private take(scanId: string, { type, data }: StreamedEvent): void {
    if (type === 'progress') {
      const { runId, percent } = data as { runId: string; percent: number };
      this.progress.update((known) => new Map(known).set(runId, percent));
      return;
    }
    if (type === 'log') {
      void this.refresh(scanKeys.log((data as { runId: string }).runId));
      return;
    }
    if (type === 'run') void this.client.invalidateQueries({ queryKey: scanKeys.log((data as { id: string }).id) });
    const key = scanKeys.snapshot(scanId);
    void this.client.cancelQueries({ queryKey: key }); // an answer that is on its way is older than this event
    this.client.setQueryData<ScanSnapshot>(key, (known) => known && applyEvent(known, { type, data } as ScanEvent));
  }

  private refresh(queryKey: readonly unknown[]): Promise<void> {
    return this.client.invalidateQueries({ queryKey }, { cancelRefetch: false });
  }
}
