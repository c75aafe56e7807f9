/** A message that arrived inside TLS records. */
export type TlsMessage =
  | { readonly type: 'handshake'; readonly kind: number; readonly body: Buffer }
  | { readonly type: 'alert'; readonly level: number; readonly description: number };

/** Why reading stopped: the peer speaks something else, or sends more than a handshake needs. */
export type RecordProblem = 'not_tls' | 'too_much';

/** Bytes that one connection may send us; a chain of certificates with room to spare. */
export const MAX_ANSWER_BYTES = 256 * 1024;
/** Length of a record: 2^14 and what old versions may add. */
const MAX_RECORD_LENGTH = 0x4000 + 2048;
const MAX_HANDSHAKE_LENGTH = 128 * 1024;

const ALERT = 21;
const HANDSHAKE = 22;
/** ChangeCipherSpec, alert, handshake, application data, heartbeat. */
const CONTENT_TYPES = new Set([20, ALERT, HANDSHAKE, 23, 24]);

/** Cuts the bytes of one connection into records and these into messages. Keeps at most `MAX_ANSWER_BYTES`. */
export class RecordReader {
  problem: RecordProblem | undefined;
  private received = 0;
  private pending = Buffer.alloc(0);
  private handshake = Buffer.alloc(0);

  /** Returns the messages completed by this piece; nothing more once there is a `problem`. */
  push(piece: Buffer): TlsMessage[] {
    if (this.problem !== undefined) return [];
    this.received += piece.length;
    if (this.received > MAX_ANSWER_BYTES) return this.fail('too_much');
    this.pending = Buffer.concat([this.pending, piece]);
    const messages: TlsMessage[] = [];
    for (let record = this.nextRecord(); record !== undefined; record = this.nextRecord()) {
      messages.push(...this.messagesOf(record.type, record.body));
    }
    return messages;
  }

  private nextRecord(): { type: number; body: Buffer } | undefined {
    if (!this.looksLikeRecord()) this.fail('not_tls');
    if (this.problem !== undefined || this.pending.length < 5) return undefined;
    const end = 5 + this.pending.readUInt16BE(3);
    if (this.pending.length < end) return undefined;
    const record = { type: this.pending.readUInt8(0), body: this.pending.subarray(5, end) };
    this.pending = this.pending.subarray(end);
    return record;
  }

  /** Judges as much of the header as has arrived: type, major version, length. */
  private looksLikeRecord(): boolean {
    const { pending } = this;
    if (pending.length >= 1 && !CONTENT_TYPES.has(pending.readUInt8(0))) return false;
    if (pending.length >= 2 && pending.readUInt8(1) !== 3) return false;
    return pending.length < 5 || pending.readUInt16BE(3) <= MAX_RECORD_LENGTH;
  }

  private messagesOf(type: number, body: Buffer): TlsMessage[] {
    if (type === ALERT) return alertOf(body);
    if (type !== HANDSHAKE) return [];
    this.handshake = Buffer.concat([this.handshake, body]);
    return [...this.handshakeMessages()];
  }

  private *handshakeMessages(): Generator<TlsMessage> {
    while (this.handshake.length >= 4) {
      const length = this.handshake.readUIntBE(1, 3);
      if (length > MAX_HANDSHAKE_LENGTH) return this.fail('too_much');
      if (this.handshake.length < 4 + length) return;
      yield { type: 'handshake', kind: this.handshake.readUInt8(0), body: this.handshake.subarray(4, 4 + length) };
      this.handshake = this.handshake.subarray(4 + length);
    }
  }

  private fail(problem: RecordProblem): [] {
    this.problem ??= problem;
    this.pending = Buffer.alloc(0);
    return [];
  }
}

function alertOf(body: Buffer): TlsMessage[] {
  if (body.length < 2) return [];
  return [{ type: 'alert', level: body.readUInt8(0), description: body.readUInt8(1) }];
}
