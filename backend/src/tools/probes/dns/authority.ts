import { randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { decodeMessage, encodeQuery } from './dns-message.js';
import { framed, type TransferServer } from './zone-transfer.js';

export type Authority =
  | { readonly kind: 'authoritative' }
  /** It answers, but not from a zone of its own: what it refuses says nothing about the zone. */
  | { readonly kind: 'not_authoritative' }
  | { readonly kind: 'failed'; readonly reason: string };

const LIMIT_MS = 4000;

/** Asks a server over TCP whether the zone is its own. Never rejects; the socket is gone when it resolves. */
export function askAuthority(zone: string, server: TransferServer, signal: AbortSignal): Promise<Authority> {
  if (signal.aborted) return Promise.resolve({ kind: 'failed', reason: 'the run was ended' });
  return new Promise((resolve) => {
    const id = randomInt(0x10000);
    const socket = connect({ host: server.address, port: server.port });
    let received = Buffer.alloc(0);

    function finish(authority: Authority): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.destroy();
      resolve(authority);
    }
    const fail = (reason: string): void => finish({ kind: 'failed', reason });
    const abort = (): void => fail('the run was ended');
    const timer = setTimeout(() => fail('no answer in time'), LIMIT_MS);

    signal.addEventListener('abort', abort, { once: true });
    socket.once('connect', () => socket.write(framed(encodeQuery(id, zone, 'SOA'))));
    socket.on('data', (piece: Buffer) => {
      received = Buffer.concat([received, piece]);
      if (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) finish(judge(received, id));
    });
    socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
    socket.once('close', () => fail('the server closed the connection'));
  });
}

function judge(framedMessage: Buffer, id: number): Authority {
  const message = decodeMessage(framedMessage.subarray(2, 2 + framedMessage.readUInt16BE(0)));
  if (message?.isResponse !== true || message.id !== id) {
    return { kind: 'failed', reason: 'the answer could not be understood' };
  }
  const isOwn = message.isAuthoritative && message.rcode === 0 && message.answers.some(({ type }) => type === 'SOA');
  return { kind: isOwn ? 'authoritative' : 'not_authoritative' };
}
