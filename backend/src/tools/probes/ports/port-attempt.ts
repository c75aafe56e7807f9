import { connect, type Socket } from 'node:net';
import { Line } from '../../identification/line.js';

/** What came of one attempt to connect. A port is `short` when this machine lacked the means to try. */
export type Attempt =
  | { readonly kind: 'open'; readonly line: Line }
  | { readonly kind: 'closed' | 'unanswered' | 'aborted' }
  | { readonly kind: 'unreachable' | 'short' | 'unknown'; readonly code: string };

/** Tries to connect to a port within so many milliseconds. Never rejects. */
export type Attempter = (port: number, limitMs: number) => Promise<Attempt>;

/** Too many files, no memory or buffers, no free port of our own: gone as soon as other connections end. */
const SHORTAGES = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EAGAIN', 'EADDRNOTAVAIL', 'EADDRINUSE']);
/** What the network or a firewall of this machine says instead of the peer. */
const UNREACHABLE = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EACCES', 'EPERM', 'EPROTO']);
const REFUSALS = new Set(['ECONNREFUSED', 'ECONNRESET']);

/** Attempts by TCP connections to one address; those under way and the lines they led to end when `signal` aborts. */
export function attempterFor(address: string, signal: AbortSignal): Attempter {
  return (port, limitMs) => {
    if (signal.aborted) return Promise.resolve({ kind: 'aborted' });
    return new Promise((resolve) => {
      const socket = connect({ host: address, port });
      const timer = setTimeout(() => settle({ kind: 'unanswered' }), limitMs);
      const abort = (): void => settle({ kind: 'aborted' });
      function settle(attempt: Attempt): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        if (attempt.kind !== 'open') socket.destroy();
        resolve(attempt);
      }
      signal.addEventListener('abort', abort, { once: true });
      socket.on('error', (error: NodeJS.ErrnoException) => settle(failed(error.code ?? error.message)));
      socket.once('connect', () => settle(isPhantom(socket) ? { kind: 'closed' } : opened(socket, signal)));
    });
  };
}

function opened(socket: Socket, signal: AbortSignal): Attempt {
  return { kind: 'open', line: new Line(socket, signal) };
}

/** Without a listener, a connection to a local port of the ephemeral range can meet itself (TCP simultaneous open). */
export function isPhantom(socket: Socket): boolean {
  return socket.localPort === socket.remotePort && socket.localAddress === socket.remoteAddress;
}

function failed(code: string): Attempt {
  if (REFUSALS.has(code)) return { kind: 'closed' };
  if (code === 'ETIMEDOUT') return { kind: 'unanswered' };
  if (SHORTAGES.has(code)) return { kind: 'short', code };
  return { kind: UNREACHABLE.has(code) ? 'unreachable' : 'unknown', code };
}
