import { RecordReader, type TlsMessage } from './record-reader.js';
import { decodeCertificates, decodeDhPrimeBits, decodeServerHello, type ServerHello } from './server-hello.js';
import { decodeSsl2ServerHello } from './ssl2-hello.js';

/** How a server answered one hello. Only `accepted`, `ssl2` and an alert are answers; everything else proves nothing. */
export type TlsAnswer =
  | {
      readonly kind: 'accepted';
      readonly hello: ServerHello;
      readonly chain: readonly Buffer[];
      readonly dhBits?: number;
    }
  | { readonly kind: 'ssl2'; readonly ciphers: readonly number[] }
  | { readonly kind: 'alert'; readonly level: number; readonly description: number }
  /** The peer hung up before it had answered; `error` names the socket's error, e.g. ECONNRESET. */
  | { readonly kind: 'closed'; readonly error?: string }
  | { readonly kind: 'timed_out' }
  /** `sample` holds the first bytes of what came instead, in hexadecimal. */
  | { readonly kind: 'not_tls'; readonly sample: string }
  | { readonly kind: 'malformed'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly error: string }
  | { readonly kind: 'aborted' };

/** Takes the bytes of one connection until they are an answer. */
export interface AnswerReader {
  push(piece: Buffer): TlsAnswer | undefined;
  /** What has been understood so far, for a connection that ends or falls silent in the middle of an answer. */
  partial(): TlsAnswer | undefined;
}

const SERVER_HELLO = 2;
const CERTIFICATE = 11;
const SERVER_KEY_EXCHANGE = 12;
const SERVER_HELLO_DONE = 14;
const TLS13 = 0x0304;
const WARNING = 1;
const SAMPLE_BYTES = 64;

/** Reads the answer to a TLS ClientHello: ServerHello, and up to TLS 1.2 the chain and the Diffie-Hellman group as well. */
export class TlsAnswerReader implements AnswerReader {
  private readonly records = new RecordReader();
  private hello: ServerHello | undefined;
  private chain: readonly Buffer[] = [];
  private dhBits: number | undefined;

  /** `hasDhGroup` says for a suite whether its ServerKeyExchange begins with a Diffie-Hellman prime. */
  constructor(private readonly hasDhGroup: (suite: number) => boolean) {}

  push(piece: Buffer): TlsAnswer | undefined {
    for (const message of this.records.push(piece)) {
      const answer = this.take(message);
      if (answer !== undefined) return answer;
    }
    return this.records.problem === undefined ? undefined : (this.partial() ?? this.broken(piece));
  }

  partial(): TlsAnswer | undefined {
    if (this.hello === undefined) return undefined;
    const { hello, chain, dhBits } = this;
    return { kind: 'accepted', hello, chain, ...(dhBits === undefined ? {} : { dhBits }) };
  }

  private take(message: TlsMessage): TlsAnswer | undefined {
    if (message.type === 'handshake') return this.takeHandshake(message.kind, message.body);
    // A warning such as unrecognized_name may come before the ServerHello.
    if (message.level === WARNING && message.description !== 0) return undefined;
    return this.partial() ?? { kind: 'alert', level: message.level, description: message.description };
  }

  private takeHandshake(kind: number, body: Buffer): TlsAnswer | undefined {
    if (kind === SERVER_HELLO) return this.takeServerHello(body);
    if (this.hello === undefined) return undefined;
    if (kind === CERTIFICATE) this.chain = decodeCertificates(body) ?? [];
    if (kind === SERVER_KEY_EXCHANGE && this.hasDhGroup(this.hello.suite)) this.dhBits = decodeDhPrimeBits(body);
    return kind === SERVER_HELLO_DONE ? this.partial() : undefined;
  }

  private takeServerHello(body: Buffer): TlsAnswer | undefined {
    this.hello = decodeServerHello(body);
    if (this.hello === undefined) return { kind: 'malformed', reason: 'the ServerHello could not be read' };
    return this.hello.version === TLS13 ? this.partial() : undefined;
  }

  private broken(piece: Buffer): TlsAnswer {
    if (this.records.problem === 'too_much') return { kind: 'malformed', reason: 'more bytes than a handshake needs' };
    return { kind: 'not_tls', sample: sampleOf(piece) };
  }
}

/** Reads the answer to an SSL 2.0 CLIENT-HELLO: a SERVER-HELLO, or an alert of a server that speaks newer versions only. */
export class Ssl2AnswerReader implements AnswerReader {
  private readonly records = new RecordReader();
  private received = Buffer.alloc(0);

  push(piece: Buffer): TlsAnswer | undefined {
    if (this.received.length + piece.length > 0x8000 + 2) return { kind: 'malformed', reason: 'an endless answer' };
    this.received = Buffer.concat([this.received, piece]);
    const ciphers = decodeSsl2ServerHello(this.received);
    if (ciphers !== undefined) return { kind: 'ssl2', ciphers };
    for (const message of this.records.push(piece)) {
      if (message.type === 'alert') return { kind: 'alert', level: message.level, description: message.description };
    }
    return this.received.length >= 1 && (this.received.readUInt8(0) & 0x80) === 0 ? this.foreign() : undefined;
  }

  partial(): undefined {
    return undefined;
  }

  /** No SSL 2.0 header: an alert that is still incomplete, or another protocol. */
  private foreign(): TlsAnswer | undefined {
    return this.records.problem === undefined ? undefined : { kind: 'not_tls', sample: sampleOf(this.received) };
  }
}

function sampleOf(bytes: Buffer): string {
  return bytes.subarray(0, SAMPLE_BYTES).toString('hex');
}
