/** A DNS message that ends too early or contradicts itself. */
export class MalformedDnsError extends Error {}

/** A name read from a message, and where the message goes on after it. */
export interface DecodedName {
  /** Without the final dot; bytes that are no plain characters as `\DDD`. The root is the empty string. */
  readonly name: string;
  readonly next: number;
}

const MAX_NAME_BYTES = 255;
const MAX_LABEL_BYTES = 63;
const POINTER = 0xc0;

/** Encodes a name as labels (RFC 1035, 3.1). Throws `MalformedDnsError` for one that is too long or has an empty label. */
export function encodeName(name: string): Buffer {
  const labels = name
    .replace(/\.$/, '')
    .split('.')
    .map((label) => Buffer.from(label, 'latin1'));
  if (labels.some(({ length }) => length === 0 || length > MAX_LABEL_BYTES)) throw new MalformedDnsError('bad label');
  const encoded = Buffer.concat([...labels.flatMap((label) => [Buffer.of(label.length), label]), Buffer.of(0)]);
  if (encoded.length > MAX_NAME_BYTES) throw new MalformedDnsError('name too long');
  return encoded;
}

/**
 * Reads a name with compression (RFC 1035, 4.1.4). A pointer must lead backwards, before everything that the name has
 * used so far: so no loop can be built. Throws `MalformedDnsError`.
 */
export function decodeName(message: Buffer, start: number): DecodedName {
  const labels: string[] = [];
  let next: number | undefined;
  let used = 0;
  let lowest = start;
  let offset = start;
  for (;;) {
    const length = byteAt(message, offset);
    if (length === 0) return { name: labels.join('.'), next: next ?? offset + 1 };
    if ((length & POINTER) === POINTER) {
      next ??= offset + 2;
      offset = ((length & ~POINTER) << 8) | byteAt(message, offset + 1);
      if (offset >= lowest) throw new MalformedDnsError('a pointer that does not lead backwards');
      lowest = offset;
      continue;
    }
    used += length + 1;
    if (length > MAX_LABEL_BYTES || used >= MAX_NAME_BYTES) throw new MalformedDnsError('name too long');
    labels.push(labelText(slice(message, offset + 1, length)));
    offset += length + 1;
  }
}

/** Bytes of a message; throws `MalformedDnsError` where it ends too early. */
export function slice(message: Buffer, start: number, length: number): Buffer {
  if (start + length > message.length) throw new MalformedDnsError('the message ends too early');
  return message.subarray(start, start + length);
}

function byteAt(message: Buffer, offset: number): number {
  return slice(message, offset, 1).readUInt8(0);
}

function labelText(label: Buffer): string {
  let text = '';
  for (const byte of label) {
    const plain = byte > 0x20 && byte < 0x7f && byte !== 0x2e && byte !== 0x5c;
    text += plain ? String.fromCharCode(byte) : `\\${byte.toString().padStart(3, '0')}`;
  }
  return text;
}
