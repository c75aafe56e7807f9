import { inject, Injectable, InjectionToken, type OnDestroy, signal } from '@angular/core';

/** How the console hears of a scan: `live` by events, `down` while the connection is being made again. */
export type Connection = 'off' | 'connecting' | 'live' | 'down';

/** One event as it came; `data` is the parsed JSON. */
export interface StreamedEvent {
  readonly type: string;
  readonly data: unknown;
}

type OpenEventSource = (url: string) => EventSource;

export const OPEN_EVENT_SOURCE = new InjectionToken<OpenEventSource>('OPEN_EVENT_SOURCE', {
  factory: () => (url) => new EventSource(url),
});

const TYPES = ['scan', 'run', 'findings', 'progress', 'log'] as const;
/** A browser gives up on an answer that is not 200; the server may only be starting again. */
const REOPEN_MS = 3000;

/** The event stream of one scan. After a break it goes on where it was: the browser sends Last-Event-ID. */
@Injectable()
export class ScanStream implements OnDestroy {
  private readonly openSource = inject(OPEN_EVENT_SOURCE);
  private readonly state = signal<Connection>('off');
  private source: EventSource | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  readonly connection = this.state.asReadonly();

  /** Tells `listener` of every event after the one with number `after`, until `close`. */
  open(scanId: string, after: number, listener: (event: StreamedEvent) => void): void {
    this.close();
    this.state.set('connecting');
    this.connect(scanId, after, listener);
  }

  close(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = undefined;
    this.state.set('off');
  }

  ngOnDestroy(): void {
    this.close();
  }

  private connect(scanId: string, after: number, listener: (event: StreamedEvent) => void): void {
    let last = after;
    const source = this.openSource(`/api/v1/scans/${encodeURIComponent(scanId)}/events?after=${after}`);
    this.source = source;
    source.onopen = () => this.state.set('live');
    source.onerror = () => {
      this.state.set('down');
      if (source.readyState !== 2) return; // the browser itself tries again
      this.timer = setTimeout(() => this.connect(scanId, last, listener), REOPEN_MS);
    };
    for (const type of TYPES) {
      source.addEventListener(type, ({ data, lastEventId }: MessageEvent<string>) => {
        if (lastEventId !== '') last = Number(lastEventId);
        listener({ type, data: JSON.parse(data) as unknown });
      });
    }
  }
}
