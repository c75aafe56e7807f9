import { effect, inject, Injectable } from '@angular/core';
import { CACHE_POLICY } from '../../api/cache-policy';
import { type Scan } from '../../api/generated/model/scan';
import { type SeverityCounts } from '../../api/generated/model/severityCounts';
import { KnownScans } from '../known-scans';
import { EventStream, type StreamedEvent } from './event-stream';

/** Brings what happens in all scans into the lists that show them. */
@Injectable()
export class LiveScans {
  private readonly known = inject(KnownScans);
  private readonly stream = inject(EventStream);
  private readonly streamed = inject(CACHE_POLICY).changes === 'streamed';

  readonly connection = this.stream.connection;

  constructor() {
    // What happened before the stream was open is told by the list alone.
    effect(() => {
      if (this.connection() === 'live') void this.known.askAgain();
    });
  }

  follow(): void {
    if (this.streamed) this.stream.openAll((event) => this.take(event));
  }

  stop(): void {
    this.stream.close();
  }

  private take({ type, data }: StreamedEvent): void {
    switch (type) {
      case 'scan':
        return this.known.put(data as Scan);
      case 'findings': {
        const { scanId, findings } = data as { scanId: string; findings: SeverityCounts };
        this.known.change(scanId, { findings });
        return;
      }
      case 'removed':
        return this.known.forget((data as { scanId: string }).scanId);
    }
  }
}
