import { Injectable } from '@nestjs/common';
import { concatMap, from, mergeMap, Observable, of } from 'rxjs';
import { type BusEvent, EventBus } from '../platform/events/event-bus.js';
import { type RecordedEvent, ScanListView } from './scan-list.view.js';
import { EVERY_SCAN, type PassingScanEvent, type ScanEvent, scanIdOf, type ScanNews, topicOf } from './scan-event.js';

/** Something to tell a listener. `sequence` is absent for what is not kept. */
export interface ProgressMessage {
  readonly sequence?: number;
  readonly event: ScanEvent | PassingScanEvent;
}

/** History is read in portions of this size. */
const PORTION = 500;

/** Lets people watch a scan: first what they have missed, then what happens, without a gap and without repeats. */
@Injectable()
export class ScanProgress {
  constructor(
    private readonly events: EventBus,
    private readonly view: ScanListView,
  ) {}

  /** Everything after the event with number `after`. Completes when the scan is deleted or the server stops. */
  follow(scanId: string, after: number): Observable<ProgressMessage> {
    return new Observable<ProgressMessage>((listener) => {
      let last = after;
      let missed: BusEvent[] | undefined = []; // what happens while history is being read
      const tell = ({ sequence, type, data }: BusEvent): void => {
        if (sequence !== undefined && sequence <= last) return;
        if (sequence !== undefined) last = sequence;
        const event = { type, data } as ScanEvent | PassingScanEvent;
        listener.next({ ...(sequence === undefined ? {} : { sequence }), event });
        if (event.type === 'removed') listener.complete();
      };
      const live = this.events.on(topicOf(scanId)).subscribe({
        next: (event) => (missed === undefined ? tell(event) : void missed.push(event)),
        complete: () => listener.complete(),
      });
      const history = this.history(scanId, after).subscribe({
        next: ({ sequence, event }) => tell({ topic: '', sequence, ...event }),
        error: (error: unknown) => listener.error(error),
        complete: () => {
          const events = missed ?? [];
          missed = undefined;
          events.forEach(tell);
        },
      });
      return () => {
        live.unsubscribe();
        history.unsubscribe();
      };
    });
  }

  /** What happens in all scans from now on. Completes only when the server stops. */
  followAll(): Observable<ScanNews> {
    return this.events.onEvery(EVERY_SCAN).pipe(mergeMap(newsOf));
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

function newsOf({ topic, ...told }: BusEvent): readonly ScanNews[] {
  const event = told as ScanEvent | PassingScanEvent;
  switch (event.type) {
    case 'scan':
    case 'removed':
      return [event];
    case 'findings':
      return [{ type: 'findings', data: { scanId: scanIdOf(topic), findings: event.data } }];
    case 'run':
    case 'progress':
    case 'log':
      return [];
  }
}
