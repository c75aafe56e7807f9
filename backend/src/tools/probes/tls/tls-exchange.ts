import { connect, type Socket } from 'node:net';
import { type AnswerReader, type TlsAnswer } from './tls-answer.js';

/** Where to connect, and for how long an answer is awaited. */
export interface Dial {
  /** An IP address: names are resolved and checked before a probe starts. */
  readonly address: string;
  readonly port: number;
  /** For connecting and answering together, in milliseconds. */
  readonly limitMs: number;
}

/** Opens a connection, sends one hello and reads the answer to it. Never rejects; the socket is gone when it resolves. */
export function exchange(dial: Dial, hello: Buffer, reader: AnswerReader, signal: AbortSignal): Promise<TlsAnswer> {
  if (signal.aborted) return Promise.resolve({ kind: 'aborted' });
  return new Promise((resolve) => {
    const socket = connect({ host: dial.address, port: dial.port });
    let connected = false;

    function finish(answer: TlsAnswer): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.destroy();
      resolve(answer);
    }
    function abort(): void {
      finish({ kind: 'aborted' });
    }
    function broke(error?: string): void {
      if (!connected) return finish({ kind: 'unreachable', error: error ?? 'closed' });
      finish(reader.partial() ?? { kind: 'closed', ...(error === undefined ? {} : { error }) });
    }
    const timer = setTimeout(() => {
      finish(connected ? (reader.partial() ?? { kind: 'timed_out' }) : { kind: 'unreachable', error: 'ETIMEDOUT' });
    }, dial.limitMs);

    signal.addEventListener('abort', abort, { once: true });
    socket.once('connect', () => {
      connected = true;
      socket.write(hello);
    });
    listen(socket, reader, finish, broke);
  });
}

function listen(
  socket: Socket,
  reader: AnswerReader,
  finish: (answer: TlsAnswer) => void,
  broke: (error?: string) => void,
): void {
  socket.on('data', (piece: Buffer) => {
    const answer = reader.push(piece);
    if (answer !== undefined) finish(answer);
  });
  socket.on('error', (error: NodeJS.ErrnoException) => broke(error.code ?? error.message));
  socket.once('close', () => broke());
}
