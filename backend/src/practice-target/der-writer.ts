/** DER, the encoding of certificates (X.690): only the types that a certificate needs. Each function returns one element. */

const TAGS = {
  integer: 0x02,
  bitString: 0x03,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
};

export function sequence(...elements: readonly Buffer[]): Buffer {
  return element(TAGS.sequence, Buffer.concat(elements));
}

export function setOf(...elements: readonly Buffer[]): Buffer {
  return element(TAGS.set, Buffer.concat(elements));
}

/** A positive integer. */
export function integer(value: number): Buffer {
  const digits = value.toString(16);
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  const signed = bytes.readUInt8(0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return element(TAGS.integer, signed);
}

export function nothing(): Buffer {
  return element(TAGS.null, Buffer.alloc(0));
}

export function text(value: string): Buffer {
  return element(TAGS.utf8, Buffer.from(value, 'utf8'));
}

/** A moment between 1950 and 2049, to the second. */
export function time(moment: Date): Buffer {
  const digits = moment.toISOString().replace(/\D/g, '').slice(2, 14);
  return element(TAGS.utcTime, Buffer.from(`${digits}Z`, 'ascii'));
}

export function bitString(bytes: Buffer): Buffer {
  return element(TAGS.bitString, Buffer.concat([Buffer.of(0), bytes]));
}

/** An object identifier in dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(TAGS.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const low = value & 0x7f;
  const high = Math.floor(value / 128);
  return high === 0 ? [low] : [...base128(high).map((digit) => digit | 0x80), low];
}

function element(tag: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.of(tag), lengthOf(body.length), body]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  if (length < 0x100) return Buffer.of(0x81, length);
  return Buffer.of(0x82, length >>> 8, length & 0xff);
}
