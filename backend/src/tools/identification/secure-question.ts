import { connect } from 'node:tls';
import { lenientTls, type TlsPlace } from '../lenient-tls.js';
import { type Heard, Line } from './line.js';

/**
 * Asks a question inside TLS and returns what came back; undefined when no session came about, as with versions that Node's
 * OpenSSL does not speak any more. Ends when `signal` aborts.
 */
export async function askInsideTls<T>(
  place: TlsPlace,
  question: string,
  judge: (bytes: Buffer) => T | undefined,
  signal: AbortSignal,
): Promise<Heard<T> | undefined> {
  const line = await openSession(place, signal);
  if (line === undefined) return undefined;
  line.say(question);
  const heard = await line.hearAnswer(judge);
  line.close();
  return heard;
}

function openSession(place: TlsPlace, signal: AbortSignal): Promise<Line | undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const socket = connect(lenientTls(place));
    function fail(): void {
      signal.removeEventListener('abort', fail);
      resolve(undefined);
      socket.destroy();
    }
    signal.addEventListener('abort', fail, { once: true });
    socket.on('error', fail);
    socket.once('close', fail); // a peer that hangs up in the handshake need not cause an error
    socket.once('secureConnect', () => {
      signal.removeEventListener('abort', fail);
      resolve(new Line(socket, signal));
    });
  });
}
