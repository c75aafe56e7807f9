import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';

/** An event as a client got it. */
export interface HeardEvent {
  readonly id: number;
  /** The whole frame, without the empty line at its end. */
  readonly frame: string;
  /** Milliseconds since 1970. */
  readonly heardAt: number;
}

/** Connections that are being opened at the same time: a browser's patience, not a flood. */
const OPENING_AT_ONCE = 50;

/** Opens so many event streams and gives them when every one is open. */
export async function openListeners(url: string, count: number): Promise<readonly Listener[]> {
  const agent = new Agent({ maxSockets: Infinity });
  const listeners: Listener[] = [];
  while (listeners.length < count) {
    const batch = Math.min(OPENING_AT_ONCE, count - listeners.length);
    listeners.push(...(await Promise.all(Array.from({ length: batch }, () => Listener.open(url, agent)))));
  }
  return listeners;
}

/** One client of an event stream. Keeps the events that have an id; those without are worth nothing later. */
export class Listener {
  readonly heard: HeardEvent[] = [];
  readonly openedAt = Date.now();
  private rest = '';
  private closed = false;

  private constructor(private readonly stream: IncomingMessage) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => this.take(text));
    stream.on('close', () => (this.closed = true));
    stream.on('error', () => undefined); // `close` follows
  }

  static async open(url: string, agent: Agent): Promise<Listener> {
    const request = get(url, { agent });
    const [stream] = (await once(request, 'response')) as [IncomingMessage];
    if (stream.statusCode !== 200) throw new Error(`No stream: ${stream.statusCode}`);
    return new Listener(stream);
  }

  close(): void {
    this.stream.destroy();
  }

  /** @throws Error when the server has cut this client off */
  hasHeard(id: number): boolean {
    if ((this.heard.at(-1)?.id ?? 0) >= id) return true;
    if (this.closed) throw new Error('The server ended the stream of a client before the last event.');
    return false;
  }

  private take(text: string): void {
    const heardAt = Date.now();
    const frames = (this.rest + text).split('\n\n');
    this.rest = frames.pop() ?? '';
    for (const frame of frames) {
      const id = /^id: (\d+)/.exec(frame)?.[1];
      if (id !== undefined) this.heard.push({ id: Number(id), frame, heardAt });
    }
  }
}

/** @throws Error when a client missed an event, or got them in another order */
export function checkOrder(listeners: readonly Listener[], last: number): void {
  for (const { heard } of listeners) {
    const expected = heard.every(({ id }, position) => id === position + 1) && heard.length === last;
    if (!expected)
      throw new Error(`A client got the events ${heard.map(({ id }) => id).join(', ')} instead of 1 to ${last}.`);
  }
}
