import { TLS_VERSION_NUMBERS, type TlsVersion } from './tls-versions.js';
import { uint16, uint24, uint8, vector16, vector8 } from './wire.js';

/** Signals that a client has fallen back to this version by itself (RFC 7507); offered like a cipher suite. */
export const FALLBACK_SCSV = 0x5600;
/** Says in SSL 3.0, which has no extensions, that the client knows secure renegotiation (RFC 5746). */
const RENEGOTIATION_SCSV = 0x00ff;

/** What one ClientHello offers. */
export interface ClientHello {
  readonly version: TlsVersion;
  readonly suites: readonly number[];
  /** Name for the server_name extension; absent for addresses, for which RFC 6066 has no form. */
  readonly serverName?: string;
  /** 32 bytes. */
  readonly random: Buffer;
  /** 32 bytes that stand as the X25519 share of TLS 1.3: every such string is a point, so no key is needed to ask. */
  readonly keyShare: Buffer;
}

/** The named groups of RFC 8422 and RFC 7027: offered all, so that an unusual curve does not look like a refused suite. */
const CURVES = [
  29, 23, 24, 25, 30, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 26, 27, 28,
];
/** Groups of TLS 1.3 (RFC 8446, 4.2.7). Older hellos leave the finite fields out: RFC 7919 would change the server's group. */
const TLS13_GROUPS = [29, 23, 24, 25, 30, 256, 257, 258, 259, 260];
/** Every pair of hash and signature in use, strongest first, MD5 and SHA-1 included: we want to see what is accepted. */
const SIGNATURE_ALGORITHMS = [
  0x0807, 0x0808, 0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x0401, 0x0501, 0x0601,
  0x0402, 0x0502, 0x0602, 0x0303, 0x0301, 0x0302, 0x0203, 0x0201, 0x0202, 0x0101,
];
const X25519 = 29;

/** One record that holds the whole ClientHello (RFC 8446, 4.1.2; RFC 5246, 7.4.1.2; RFC 6101, 5.6.1.2). */
export function encodeClientHello(hello: ClientHello): Buffer {
  const number = TLS_VERSION_NUMBERS[hello.version];
  const body = Buffer.concat([
    uint16(Math.min(number, 0x0303)),
    hello.random,
    vector8(hello.version === 'TLS 1.3' ? hello.random : Buffer.alloc(0)),
    vector16(...suitesOf(hello).map(uint16)),
    vector8(uint8(0)),
    hello.version === 'SSL 3.0' ? Buffer.alloc(0) : vector16(...extensionsOf(hello)),
  ]);
  const message = Buffer.concat([uint8(1), uint24(body.length), body]);
  return Buffer.concat([uint8(22), uint16(Math.min(number, 0x0301)), vector16(message)]);
}

function suitesOf(hello: ClientHello): readonly number[] {
  return hello.version === 'SSL 3.0' ? [...hello.suites, RENEGOTIATION_SCSV] : hello.suites;
}

function extensionsOf(hello: ClientHello): Buffer[] {
  const name = hello.serverName === undefined ? [] : [serverName(hello.serverName)];
  switch (hello.version) {
    case 'TLS 1.3':
      return [...name, groups(TLS13_GROUPS), signatureAlgorithms(), supportedVersions(), keyShare(hello.keyShare)];
    case 'TLS 1.2':
      return [...name, ...classicExtensions(), signatureAlgorithms()];
    case 'TLS 1.1':
    case 'TLS 1.0':
    case 'SSL 3.0':
      return [...name, ...classicExtensions()];
  }
}

/** Supported curves, point formats, secure renegotiation and extended master secret. */
function classicExtensions(): Buffer[] {
  return [
    groups(CURVES),
    extension(11, vector8(Buffer.of(0, 1, 2))),
    extension(0xff01, vector8()),
    extension(23, Buffer.alloc(0)),
  ];
}

function serverName(name: string): Buffer {
  return extension(0, vector16(uint8(0), vector16(Buffer.from(name, 'ascii'))));
}

function groups(ids: readonly number[]): Buffer {
  return extension(10, vector16(...ids.map(uint16)));
}

function signatureAlgorithms(): Buffer {
  return extension(13, vector16(...SIGNATURE_ALGORITHMS.map(uint16)));
}

function supportedVersions(): Buffer {
  return extension(43, vector8(uint16(TLS_VERSION_NUMBERS['TLS 1.3'])));
}

function keyShare(share: Buffer): Buffer {
  return extension(51, vector16(uint16(X25519), vector16(share)));
}

function extension(id: number, body: Buffer): Buffer {
  return Buffer.concat([uint16(id), vector16(body)]);
}
