import { randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { decodeMessage, encodeQuery, type DnsMessage, type DnsRecord } from './dns-message.js';

/** A name server to ask. */
export interface TransferServer {
  readonly address: string;
  readonly port: number;
}

export type TransferAnswer =
  /** `complete`: the closing SOA record came; otherwise a limit was reached or the server broke off. */
  | { readonly kind: 'open'; readonly records: readonly DnsRecord[]; readonly complete: boolean }
  | { readonly kind: 'refused'; readonly rcode: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** How much of a zone is taken. */
export interface TransferLimits {
  readonly records: number;
  readonly bytes: number;
  readonly milliseconds: number;
}

const SERVER_FAILURE = 2;

/** Asks a server for a whole zone over TCP (RFC 5936). Never rejects; the socket is gone when it resolves. */
export function transferZone(
  zone: string,
  server: TransferServer,
  limits: TransferLimits,
  signal: AbortSignal,
): Promise<TransferAnswer> {
  if (signal.aborted) return Promise.resolve({ kind: 'failed', reason: 'the run was ended' });
  return new Promise((resolve) => {
    const id = randomInt(0x10000);
    const reader = new TransferReader(id, limits);
    const socket = connect({ host: server.address, port: server.port });

    function finish(answer: TransferAnswer): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.destroy();
      resolve(answer);
    }
    function abort(): void {
      finish(reader.cut('the run was ended'));
    }
    const timer = setTimeout(() => finish(reader.cut('no answer in time')), limits.milliseconds);

    signal.addEventListener('abort', abort, { once: true });
    socket.once('connect', () => socket.write(framed(encodeQuery(id, zone, 'AXFR'))));
    socket.on('data', (piece: Buffer) => {
      const answer = reader.push(piece);
      if (answer !== undefined) finish(answer);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => finish(reader.cut(error.code ?? error.message)));
    socket.once('close', () => finish(reader.cut('the server closed the connection')));
  });
}

/** Reads the messages of a transfer until the SOA record comes for the second time. */
export class TransferReader {
  private readonly records: DnsRecord[] = [];
  private pending = Buffer.alloc(0);
  private received = 0;
  private soas = 0;

  constructor(
    private readonly id: number,
    private readonly limits: TransferLimits,
  ) {}

  push(piece: Buffer): TransferAnswer | undefined {
    this.received += piece.length;
    this.pending = Buffer.concat([this.pending, piece]);
    for (let message = this.nextMessage(); message !== undefined; message = this.nextMessage()) {
      const answer = this.take(decodeMessage(message));
      if (answer !== undefined) return answer;
    }
    return this.received > this.limits.bytes ? this.cut('more data than a zone should have') : undefined;
  }

  /** What has arrived so far, for a transfer that ends before its end. */
  cut(reason: string): TransferAnswer {
    // The first SOA alone gives nothing away: any server tells it.
    if (this.records.length < 2) return { kind: 'failed', reason };
    return { kind: 'open', records: this.records, complete: false };
  }

  private nextMessage(): Buffer | undefined {
    if (this.pending.length < 2) return undefined;
    const end = 2 + this.pending.readUInt16BE(0);
    if (this.pending.length < end) return undefined;
    const message = this.pending.subarray(2, end);
    this.pending = this.pending.subarray(end);
    return message;
  }

  private take(message: DnsMessage | undefined): TransferAnswer | undefined {
    if (message?.isResponse !== true || message.id !== this.id) return this.cut('the answer could not be understood');
    if (message.rcode === SERVER_FAILURE) return this.cut('the server failed (SERVFAIL)');
    if (message.rcode !== 0) return { kind: 'refused', rcode: message.rcode };
    for (const record of message.answers) {
      const answer = this.takeRecord(record);
      if (answer !== undefined) return answer;
    }
    // A server may refuse by an empty answer without an error code.
    return this.records.length === 0 ? { kind: 'refused', rcode: 0 } : undefined;
  }

  private takeRecord(record: DnsRecord): TransferAnswer | undefined {
    if (this.records.length === 0 && record.type !== 'SOA') return this.cut('the answer does not begin with SOA');
    if (record.type === 'SOA') this.soas += 1;
    if (this.soas === 2) return { kind: 'open', records: this.records, complete: true };
    this.records.push(record);
    return this.records.length >= this.limits.records ? this.cut('the zone has more records') : undefined;
  }
}

/** Over TCP each message has its length before it (RFC 1035, 4.2.2). */
export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}
