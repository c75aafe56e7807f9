import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { type BodyState, type HttpHeader, valuesOf } from './http-answer.js';

type Unpack = (body: Buffer, maxOutputLength: number) => Buffer;

// A flush at the end instead of a finish: a capped body is unpacked as far as it goes.
const FLUSH = constants.Z_SYNC_FLUSH;
const UNPACKERS: ReadonlyMap<string, Unpack> = new Map(
  Object.entries({
    gzip: (body, maxOutputLength) => gunzipSync(body, { maxOutputLength, finishFlush: FLUSH }),
    deflate: (body, maxOutputLength) => inflate(body, maxOutputLength),
    br: (body, maxOutputLength) =>
      brotliDecompressSync(body, { maxOutputLength, finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  }),
);

export interface DecodedBody {
  readonly body: Buffer;
  readonly bodyState: BodyState;
}

/**
 * Unpacks a body that came packed although it was not asked for. What unpacks to more than `maxBytes` is not unpacked: a
 * few kilobytes can hide gigabytes.
 */
export function decodedBody(
  body: Buffer,
  bodyState: BodyState,
  headers: readonly HttpHeader[],
  maxBytes: number,
): DecodedBody {
  const coding = valuesOf(headers, 'content-encoding').join(',').trim().toLowerCase().replace(/^x-/, '');
  if (coding === '' || coding === 'identity' || body.length === 0) return { body, bodyState };
  const unpack = UNPACKERS.get(coding);
  if (unpack === undefined) return undecoded(body, `its body is packed in an unknown way (${coding.slice(0, 40)})`);
  try {
    return { body: unpack(body, maxBytes), bodyState };
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return undecoded(
      body,
      tooLarge ? `its body unpacks to more than ${maxBytes} bytes` : 'its body cannot be unpacked',
    );
  }
}

function undecoded(body: Buffer, reason: string): DecodedBody {
  return { body, bodyState: { kind: 'broken', reason } };
}

/** Some servers leave out the frame of zlib that RFC 9110 asks for. */
function inflate(body: Buffer, maxOutputLength: number): Buffer {
  const framed = ((body[0] ?? 0) & 0x0f) === 8;
  return (framed ? inflateSync : inflateRawSync)(body, { maxOutputLength, finishFlush: FLUSH });
}
