import { type FastifyReply } from 'fastify';
import { type Gauge } from 'prom-client';
import { type Observable, type Subscription } from 'rxjs';

/** One message of a `text/event-stream`. A message without `id` cannot be asked for again after a break. */
export interface StreamMessage {
  readonly id?: number;
  readonly type: string;
  readonly data: unknown;
}

/** A comment is sent so often, so that proxies and clients notice a dead connection. */
const HEARTBEAT_MS = 15_000;
/** A client that leaves so much unread is cut off; it comes back with Last-Event-ID and gets what it missed. */
const MAX_UNREAD_BYTES = 256 * 1024;

/**
 * Makes the text of each message once, however many clients it goes to: they are given the same object. With a thousand clients
 * that is most of the work.
 */
export function frameWriter<Message extends object>(
  describe: (message: Message) => StreamMessage,
): (message: Message) => string {
  const written = new WeakMap<Message, string>();
  return (message) => {
    const known = written.get(message);
    if (known !== undefined) return known;
    const frame = frameOf(describe(message));
    written.set(message, frame);
    return frame;
  };
}

/**
 * Writes frames to a client as server-sent events until the source completes or the client goes away. A client that does
 * not read is cut off instead of being buffered for. `clients` counts the open streams.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function streamEvents(reply: FastifyReply, frames: Observable<string>, clients: Gauge): void {
  const response = reply.raw;
  reply.hijack();
  response.writeHead(200, {
    ...definedHeaders(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  });
  response.write('retry: 1000\n\n');

  const subscriptions: Subscription[] = [];
  clients.inc();
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  const stop = (): void => {
    clearInterval(heartbeat);
    for (const subscription of subscriptions) subscription.unsubscribe();
  };
  response.once('close', () => clients.dec());
  response.on('close', stop);
  response.on('error', stop); // the client reset the connection; `close` follows
  subscriptions.push(
    frames.subscribe({
      next: (frame) => {
        response.write(frame);
        if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
      },
      error: () => response.destroy(),
      complete: () => response.end(),
    }),
  );
  if (response.destroyed) stop();
}

function frameOf({ id, type, data }: StreamMessage): string {
  const position = id === undefined ? '' : `id: ${id}\n`;
  return `${position}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

function definedHeaders(reply: FastifyReply): Record<string, number | string | string[]> {
  const headers: Record<string, number | string | string[]> = {};
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) headers[name] = value;
  return headers;
}
