import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { type Headers } from '../platform/http/security-headers.js';

/** Those that we send, the best first. */
const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** An answer as it is sent: made into bytes once, not for each request. */
export interface CachedResponse {
  /** Weak: the same for all encodings of the body. */
  readonly etag: string;
  /** JSON in UTF-8. */
  readonly body: Buffer;
  /** Bodies for those who understand them; filled a moment after the answer was kept. */
  readonly encoded: Partial<Record<Encoding, Buffer>>;
}

/** Smaller bodies fit into one packet anyway. */
const WORTH_COMPRESSING_BYTES = 1400;
const compressors = { br: promisify(brotliCompress), gzip: promisify(gzip) };
const BROTLI_QUALITY = 5;

export function responseOf(content: unknown): CachedResponse {
  const body = Buffer.from(JSON.stringify(content));
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 27);
  return { etag: `W/"${digest}"`, body, encoded: {} };
}

/** Adds the compressed bodies. Nobody waits for it: until then the plain one is sent. */
export async function compress({ body, encoded }: CachedResponse): Promise<void> {
  if (body.length < WORTH_COMPRESSING_BYTES) return;
  encoded.gzip = await compressors.gzip(body);
  encoded.br = await compressors.br(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } });
}

/** One body of an answer, as it goes over the wire. */
export interface Variant {
  readonly body: Buffer;
  readonly encoding?: Encoding;
}

/** The best body for an `Accept-Encoding` header. @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3 */
export function variantFor({ body, encoded }: CachedResponse, accepted = ''): Variant {
  for (const encoding of acceptedBy(accepted)) {
    const bytes = encoded[encoding];
    if (bytes !== undefined) return { body: bytes, encoding };
  }
  return { body };
}

/** Clients send few different headers, and to read one takes longer than to answer. */
const known = new LRUCache<string, readonly Encoding[]>({ max: 100 });

function acceptedBy(header: string): readonly Encoding[] {
  const before = known.get(header);
  if (before !== undefined) return before;
  const named = new Negotiator({ headers: { 'accept-encoding': header } }).encodings([...ENCODINGS]);
  const accepted = ENCODINGS.filter((encoding) => named.includes(encoding));
  known.set(header, accepted);
  return accepted;
}

/** Headers of an answer with this body. */
export function headersOf(response: CachedResponse, { encoding }: Variant): Headers {
  return {
    'content-type': 'application/json; charset=utf-8',
    ...validatorsOf(response),
    ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
  };
}

/** Headers that an answer without a body carries as well. @see https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5 */
export function validatorsOf({ etag }: CachedResponse): Headers {
  // The browser keeps the answer and asks whether it still holds.
  return { etag, 'cache-control': 'private, no-cache', vary: 'Accept-Encoding' };
}

/** Whether an `If-None-Match` header names this tag. @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */
export function isKnownTo(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag || header === '*') return true;
  return header.split(',').some((tag) => weak(tag.trim()) === weak(etag));
}

function weak(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag;
}
