/** A message that ends too early or contradicts its own lengths. */
export class MalformedMessageError extends Error {}

export function uint8(value: number): Buffer {
  return Buffer.of(value);
}

export function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export function uint24(value: number): Buffer {
  const bytes = Buffer.alloc(3);
  bytes.writeUIntBE(value, 0, 3);
  return bytes;
}

/** A body of variable length with its length in one byte before it. */
export function vector8(...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([uint8(body.length), body]);
}

/** A body of variable length with its length in two bytes before it. */
export function vector16(...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([uint16(body.length), body]);
}

/** Reads big-endian fields one after another; throws `MalformedMessageError` where the bytes end too early. */
export class WireReader {
  private offset = 0;

  constructor(private readonly bytes: Buffer) {}

  get remaining(): number {
    return this.bytes.length - this.offset;
  }

  uint8(): number {
    return this.take(1).readUInt8();
  }

  uint16(): number {
    return this.take(2).readUInt16BE();
  }

  uint24(): number {
    return this.take(3).readUIntBE(0, 3);
  }

  /** The next bytes, as a view. */
  take(length: number): Buffer {
    if (length > this.remaining) throw new MalformedMessageError(`${length} bytes wanted, ${this.remaining} left`);
    this.offset += length;
    return this.bytes.subarray(this.offset - length, this.offset);
  }
}

/** Runs a decoder; undefined when the message is malformed. Any other error passes. */
export function decoded<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof MalformedMessageError) return undefined;
    throw error;
  }
}
