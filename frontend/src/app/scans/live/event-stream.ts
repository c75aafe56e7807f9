import { inject, Injectable, InjectionToken, type OnDestroy, signal } from '@angular/core';

/** How the console hears of changes: `live` by events, `down` while the connection is being made again. */
export type Connection = 'off' | 'connecting' | 'live' | 'down';

/** One event as it came; `data` is the parsed JSON. Without `sequence` it cannot be asked for again. */
export interface StreamedEvent {
  readonly sequence?: number;
  readonly type: string;
  readonly data: unknown;
}

type Listener = (event: StreamedEvent) => void;
type OpenEventSource = (url: string) => EventSource;

export const OPEN_EVENT_SOURCE = new InjectionToken<OpenEventSource>('OPEN_EVENT_SOURCE', {
  factory: () => (url) => new EventSource(url),
});

const TYPES = ['scan', 'run', 'findings', 'coverage.regressed', 'progress', 'log', 'removed'] as const;
/** A browser gives up on an answer that is not 200; the server may only be starting again. */
const REOPEN_MS = 3000;

/** One stream of server-sent events. After a break it goes on where it was: the browser sends Last-Event-ID. */
@Injectable()
export class EventStream implements OnDestroy {
  private readonly openSource = inject(OPEN_EVENT_SOURCE);
  private readonly state = signal<Connection>('off');
  private source: EventSource | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  readonly connection = this.state.asReadonly();

  /** Tells of every event of a scan after the one with number `after`, until `close`. */
  openScan(scanId: string, after: number, listener: Listener): void {
    this.close();
    this.state.set('connecting');
    this.connect((last) => `/api/v1/scans/${encodeURIComponent(scanId)}/events?after=${last}`, after, listener);
  }

  /** Tells of what happens in all scans, until `close`. What happened before it was `live` is not told. */
  openAll(listener: Listener): void {
    this.close();
    this.state.set('connecting');
    this.connect(() => '/api/v1/scans/events', 0, listener);
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

  private connect(address: (last: number) => string, after: number, listener: Listener): void {
    let last = after;
    const source = this.openSource(address(after));
    this.source = source;
    source.onopen = () => this.state.set('live');
    source.onerror = () => {
      this.state.set('down');
      if (source.readyState !== 2) return; // the browser itself tries again
      this.timer = setTimeout(() => this.connect(address, last, listener), REOPEN_MS);
    };
    for (const type of TYPES) {
      source.addEventListener(type, ({ data, lastEventId }: MessageEvent<string>) => {
        const sequence = lastEventId === '' ? undefined : Number(lastEventId);
        last = sequence ?? last;
        listener({ type, data: JSON.parse(data) as unknown, ...(sequence === undefined ? {} : { sequence }) });
      });
    }
  }
}
