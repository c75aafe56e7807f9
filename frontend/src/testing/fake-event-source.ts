/** An event stream that a test speaks through. */
export class FakeEventSource extends EventTarget {
  static opened: FakeEventSource[] = [];

  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readyState = 0;

  constructor(readonly url: string) {
    super();
    FakeEventSource.opened.push(this);
  }

  /** The stream that was opened last. */
  static last(): FakeEventSource {
    const last = FakeEventSource.opened.at(-1);
    if (last === undefined) throw new Error('No event stream was opened.');
    return last;
  }

  static open(url: string): EventSource {
    return new FakeEventSource(url) as unknown as EventSource;
  }

  accept(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  say(type: string, data: unknown, id = ''): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId: id }));
  }

  /** The connection broke; the browser itself tries again. */
  breakOff(): void {
    this.readyState = 0;
    this.onerror?.();
  }

  /** The server refused; the browser gives up. */
  refuse(): void {
    this.readyState = 2;
    this.onerror?.();
  }

  close(): void {
    this.readyState = 2;
  }
}
