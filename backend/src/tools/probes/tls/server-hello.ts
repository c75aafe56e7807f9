import { decoded, WireReader } from './wire.js';

/** What a server chose. A HelloRetryRequest of TLS 1.3 has the same form and names the suite as well. */
export interface ServerHello {
  /** The negotiated version's number: of the supported_versions extension when there is one. */
  readonly version: number;
  readonly suite: number;
}

/** Certificates of one chain that are kept; the rest of a longer chain is dropped. */
export const MAX_CHAIN_LENGTH = 10;
const SUPPORTED_VERSIONS = 43;

/** Decodes the body of a ServerHello (RFC 8446, 4.1.3); undefined when it is malformed. */
export function decodeServerHello(body: Buffer): ServerHello | undefined {
  return decoded(() => {
    const reader = new WireReader(body);
    const legacyVersion = reader.uint16();
    reader.take(32);
    reader.take(reader.uint8());
    const suite = reader.uint16();
    reader.uint8();
    return { version: supportedVersion(reader) ?? legacyVersion, suite };
  });
}

function supportedVersion(reader: WireReader): number | undefined {
  if (reader.remaining === 0) return undefined;
  const extensions = new WireReader(reader.take(reader.uint16()));
  while (extensions.remaining > 0) {
    const id = extensions.uint16();
    const value = extensions.take(extensions.uint16());
    if (id === SUPPORTED_VERSIONS && value.length === 2) return value.readUInt16BE();
  }
  return undefined;
}

/** The DER certificates of a Certificate message up to TLS 1.2, the server's own first; undefined when it is malformed. */
export function decodeCertificates(body: Buffer): Buffer[] | undefined {
  return decoded(() => {
    const outer = new WireReader(body);
    const list = new WireReader(outer.take(outer.uint24()));
    const chain: Buffer[] = [];
    while (list.remaining > 0 && chain.length < MAX_CHAIN_LENGTH) chain.push(list.take(list.uint24()));
    return chain;
  });
}

/**
 * Bits of the prime in a ServerKeyExchange of a finite-field Diffie-Hellman suite without PSK (RFC 5246, 7.4.3); undefined
 * when it is malformed. The message of other key exchanges has another form: ask only for DHE and DH_anon suites.
 */
export function decodeDhPrimeBits(body: Buffer): number | undefined {
  return decoded(() => {
    const reader = new WireReader(body);
    const prime = reader.take(reader.uint16());
    const first = prime.findIndex((byte) => byte !== 0);
    if (first === -1) return 0;
    return (prime.length - first) * 8 - Math.clz32(prime.readUInt8(first)) + 24;
  });
}
