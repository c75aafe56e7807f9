import { filter, type Observable, Subject } from 'rxjs';

/** What a lower floor says to whoever listens above. `topic` names the stream, e.g. `scan:<id>`. */
export interface BusEvent {
  readonly topic: string;
  /** Position in the topic's persisted history; absent for what is worth nothing later, such as progress. */
  readonly sequence?: number;
  readonly type: string;
  readonly data: unknown;
}

/** Carries events inside this process, in the order they were published. */
export class EventBus {
  private readonly events = new Subject<BusEvent>();

  publish(event: BusEvent): void {
    this.events.next(event);
  }

  /** All events of a topic from now on. Never completes by itself. */
  on(topic: string): Observable<BusEvent> {
    return this.events.pipe(filter((event) => event.topic === topic));
  }

  /** All events of topics whose names begin so, from now on. Never completes by itself. */
  onEvery(beginning: string): Observable<BusEvent> {
    return this.events.pipe(filter((event) => event.topic.startsWith(beginning)));
  }

  /** Ends all subscriptions; called at shutdown so that open streams close. */
  close(): void {
    this.events.complete();
  }
}
