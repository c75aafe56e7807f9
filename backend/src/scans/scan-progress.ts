import { Injectable } from '@nestjs/common';
import { concatMap, from, map, mergeMap, Observable, of, share } from 'rxjs';
import { type BusEvent, EventBus } from '../platform/events/event-bus.js';
import { type RecordedEvent, ScanListView } from './scan-list.view.js';
import { EVERY_SCAN, type PassingScanEvent, type ScanEvent, scanIdOf, type ScanNews, topicOf } from './scan-event.js';

/** Something to tell a listener. `sequence` is absent for what is not kept. What happens now is one object for all listeners. */
export type ProgressMessage = (ScanEvent | PassingScanEvent) & { readonly sequence?: number };

/** History is read in portions of this size. */
const PORTION = 500;

/** Lets people watch a scan: first what they have missed, then what happens, without a gap and without repeats. */
@Injectable()
export class ScanProgress {
  private readonly news: Observable<ScanNews>;

  constructor(
    private readonly events: EventBus,
    private readonly view: ScanListView,
  ) {
    this.news = events.onEvery(EVERY_SCAN).pipe(mergeMap(newsOf), share());
  }

  /** Everything after the event with number `after`. Completes when the scan is deleted or the server stops. */
  follow(scanId: string, after: number): Observable<ProgressMessage> {
    return new Observable<ProgressMessage>((listener) => {
      let last = after;
      let missed: ProgressMessage[] | undefined = []; // what happens while history is being read
      const tell = (message: ProgressMessage): void => {
        const { sequence, type } = message;
        if (sequence !== undefined && sequence <= last) return;
        if (sequence !== undefined) last = sequence;
        listener.next(message);
        if (type === 'removed') listener.complete();
      };
      const live = this.events
        .on(topicOf(scanId))
        .pipe(map(messageOf))
        .subscribe({
          next: (message) => (missed === undefined ? tell(message) : void missed.push(message)),
          complete: () => listener.complete(),
        });
      const history = this.history(scanId, after).subscribe({
        next: ({ sequence, event }) => tell({ ...event, sequence }),
        error: (error: unknown) => listener.error(error),
        complete: () => {
          const messages = missed ?? [];
          missed = undefined;
          messages.forEach(tell);
        },
      });
      return () => {
        live.unsubscribe();
        history.unsubscribe();
      };
    });
  }

  /** What happens in all scans from now on, one object for all listeners. Completes only when the server stops. */
  followAll(): Observable<ScanNews> {
    return this.news;
  }

  private history(scanId: string, after: number): Observable<RecordedEvent> {
    return from(this.view.eventsAfter(scanId, after, PORTION)).pipe(
      concatMap((portion) => {
        const last = portion.at(-1)?.sequence;
        if (last === undefined || portion.length < PORTION) return from(portion);
        return of(from(portion), this.history(scanId, last)).pipe(concatMap((part) => part));
      }),
    );
  }
}

/** On a scan's topic nothing else is published. */
function messageOf(event: BusEvent): ProgressMessage {
  return event as ProgressMessage;
}

function newsOf({ topic, ...told }: BusEvent): readonly ScanNews[] {
  const event = told as ScanEvent | PassingScanEvent;
  switch (event.type) {
    case 'scan':
    case 'removed':
      return [event];
    case 'findings':
      return [{ type: 'findings', data: { scanId: scanIdOf(topic), findings: event.data } }];
    case 'run':
    case 'replay':
    case 'coverage.regressed': // told by `scan`, too
    case 'progress':
    case 'log':
      return [];
  }
}
