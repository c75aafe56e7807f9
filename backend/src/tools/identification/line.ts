import { connect, type Socket } from 'node:net';

/** How listening ended before anything conclusive was heard. */
export type Pause = 'silent' | 'closed' | 'aborted';

/** What was heard: the verdict of the judge, or all bytes until the line fell silent or was closed. */
export type Heard<T> =
  | { readonly judged: true; readonly verdict: T; readonly bytes: Buffer }
  | { readonly judged: false; readonly bytes: Buffer; readonly pause: Pause };

/** A connection that did not come about; `code` is the error of the system. */
export class NoConnection {
  constructor(readonly code: string) {}
}

/** Bytes kept of one connection; a greeting and the head of an answer fit. */
const MAX_HEARD_BYTES = 4096;
/** Waits end when the caller's signal aborts; this only bounds a single one. */
const BEGIN_LIMIT_MS = 10_000;
const REST_LIMIT_MS = 500;

/** One connection to a service of which nothing is known yet. */
export class Line {
  private bytes = Buffer.alloc(0);
  private ended = false;
  private changed: () => void = () => undefined;

  constructor(
    private readonly socket: Socket,
    private readonly signal: AbortSignal,
  ) {
    socket.on('data', (piece: Buffer) => this.take(piece));
    socket.on('error', () => this.end());
    socket.on('end', () => this.end());
    socket.on('close', () => this.end());
  }

  say(bytes: Buffer | string): void {
    if (this.socket.writable) this.socket.write(bytes);
  }

  /** Listens until `judge` makes something of the bytes, the peer hangs up, or `limitMs` have passed. */
  hear<T>(judge: (bytes: Buffer) => T | undefined, limitMs: number): Promise<Heard<T>> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => finish('silent'), limitMs);
      const finish = (pause: Pause): void => settle({ judged: false, bytes: this.bytes, pause });
      const settle = (heard: Heard<T>): void => {
        clearTimeout(timer);
        this.signal.removeEventListener('abort', look);
        this.changed = () => undefined;
        resolve(heard);
      };
      const look = (): void => {
        const verdict = this.bytes.length === 0 ? undefined : judge(this.bytes);
        if (verdict !== undefined) return settle({ judged: true, verdict, bytes: this.bytes });
        if (this.signal.aborted) return finish('aborted');
        if (this.ended || this.bytes.length >= MAX_HEARD_BYTES) finish('closed');
      };
      this.signal.addEventListener('abort', look, { once: true });
      this.changed = look;
      look();
    });
  }

  /** Listens for the answer to a question: as long as it takes to begin, and a moment for the rest of it. */
  async hearAnswer<T>(judge: (bytes: Buffer) => T | undefined): Promise<Heard<T>> {
    const begun = await this.hear((bytes) => bytes.length, BEGIN_LIMIT_MS);
    return begun.judged ? this.hear(judge, REST_LIMIT_MS) : begun;
  }

  close(): void {
    this.socket.destroy();
  }

  private take(piece: Buffer): void {
    this.bytes = Buffer.concat([this.bytes, piece]).subarray(0, MAX_HEARD_BYTES);
    if (this.bytes.length >= MAX_HEARD_BYTES) this.socket.destroy();
    this.changed();
  }

  private end(): void {
    this.ended = true;
    this.changed();
  }
}

/** Opens a connection. Never rejects; ends as ETIMEDOUT after `limitMs` and as ABORT_ERR when `signal` aborts. */
export function openLine(
  dial: { readonly address: string; readonly port: number },
  limitMs: number,
  signal: AbortSignal,
): Promise<Line | NoConnection> {
  if (signal.aborted) return Promise.resolve(new NoConnection('ABORT_ERR'));
  return new Promise((resolve) => {
    const socket = connect({ host: dial.address, port: dial.port });
    const timer = setTimeout(() => fail('ETIMEDOUT'), limitMs);
    const abort = (): void => fail('ABORT_ERR');
    const settle = (result: Line | NoConnection): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.off('connect', connected).off('error', broken); // ours only: the line has listeners of its own by now
      resolve(result);
    };
    const fail = (code: string): void => {
      settle(new NoConnection(code));
      socket.on('error', () => undefined); // what still comes is of no interest
      socket.destroy();
    };
    const broken = (error: NodeJS.ErrnoException): void => fail(error.code ?? error.message);
    const connected = (): void => {
      if (isPhantom(socket)) return fail('ECONNREFUSED');
      settle(new Line(socket, signal));
    };
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', broken);
    socket.once('connect', connected);
  });
}

/** Without a listener, a connection to a local port of the ephemeral range can meet itself (TCP simultaneous open). */
function isPhantom(socket: Socket): boolean {
  return socket.localPort === socket.remotePort && socket.localAddress === socket.remoteAddress;
}
