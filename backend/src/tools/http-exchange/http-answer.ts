import { type ServiceEndpoint } from '../../targets/endpoint.js';

/** Where a request goes: to the pinned address, in the name of the host, inside TLS when the protocol is `https`. */
export type HttpPlace = Pick<ServiceEndpoint, 'host' | 'address' | 'port' | 'protocol'>;

export interface HttpQuestion {
  readonly method: string;
  /** Absolute path with query, sent as it is. */
  readonly path: string;
  /** On top of Host, User-Agent, Accept, Accept-Encoding and Connection; a name that is among these replaces it. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpLimits {
  /** For connecting, asking and the whole answer together, in milliseconds. */
  readonly answerMs: number;
  /** Bytes of the body that are read, and to which a packed one may unpack. */
  readonly bodyBytes: number;
}

/** A name and a value, as they came; names may repeat. */
export type HttpHeader = readonly [name: string, value: string];

/**
 * How much of a body is there. `whole`: all of it. `capped`: more followed, unread. `broken`: the connection or its framing
 * broke off, the time was over, or it could not be unpacked (then the bytes are as they came).
 */
export type BodyState =
  { readonly kind: 'whole' } | { readonly kind: 'capped' } | { readonly kind: 'broken'; readonly reason: string };

/** What came of one request. Only `answered` says anything about the site. */
export type HttpExchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: readonly HttpHeader[];
      readonly body: Buffer;
      readonly bodyState: BodyState;
      readonly ms: number;
    }
  /** `reason` is a clause for the user: `the connection was refused`. */
  | { readonly kind: 'failed'; readonly reason: string; readonly ms: number }
  | { readonly kind: 'timed_out'; readonly reason: string; readonly ms: number }
  | { readonly kind: 'aborted' };

export type AnsweredExchange = Extract<HttpExchange, { kind: 'answered' }>;

/** The values of a header, by its name in lower case, in the order they came. */
export function valuesOf(headers: readonly HttpHeader[], name: string): readonly string[] {
  return headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value);
}
