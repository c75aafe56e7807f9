import { decoded, MalformedMessageError, WireReader } from './wire.js';

const SEQUENCE = 0x30;
const OBJECT_IDENTIFIER = 0x06;
const PSS_HASH = 0xa0;

/** Signature algorithms with a broken hash: PKCS #1 (RFC 8017), DSA and ECDSA (RFC 3279), and OIW's old name. */
const WEAK_SIGNATURES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '1.2.840.113549.1.1.2': 'MD2 with RSA',
    '1.2.840.113549.1.1.3': 'MD4 with RSA',
    '1.2.840.113549.1.1.4': 'MD5 with RSA',
    '1.2.840.113549.1.1.5': 'SHA-1 with RSA',
    '1.3.14.3.2.29': 'SHA-1 with RSA',
    '1.2.840.10040.4.3': 'SHA-1 with DSA',
    '1.2.840.10045.4.1': 'SHA-1 with ECDSA',
  }),
);
const PSS = '1.2.840.113549.1.1.10';
const WEAK_PSS_HASHES: ReadonlyMap<string, string> = new Map(
  Object.entries({ '1.3.14.3.2.26': 'SHA-1', '1.2.840.113549.2.5': 'MD5' }),
);

/** What is wrong with the signature of a certificate: `weak` names the algorithm when its hash is broken. */
export interface SignatureStrength {
  readonly weak?: string;
}

/** Judges the signature algorithm, which Node's X509Certificate does not tell; undefined when the bytes are no certificate. */
export function signatureStrengthOf(certificate: Buffer): SignatureStrength | undefined {
  return decoded(() => {
    const weak = weakSignatureOf(certificate);
    return weak === undefined ? {} : { weak };
  });
}

function weakSignatureOf(certificate: Buffer): string | undefined {
  const parts = childrenOf(elementOf(new WireReader(certificate), SEQUENCE));
  const [identifier, parameters] = childrenOf(parts[1]?.body ?? Buffer.alloc(0));
  if (identifier?.tag !== OBJECT_IDENTIFIER) throw new MalformedMessageError('no signature algorithm');
  const name = oidOf(identifier.body);
  return name === PSS ? weakPssHash(parameters?.body ?? Buffer.alloc(0)) : WEAK_SIGNATURES.get(name);
}

/** RSASSA-PSS names its hash in the parameters; left out it is SHA-1 (RFC 8017, A.2.3). */
function weakPssHash(parameters: Buffer): string | undefined {
  const hash = childrenOf(parameters).find(({ tag }) => tag === PSS_HASH);
  const [identifier] = hash === undefined ? [] : childrenOf(elementOf(new WireReader(hash.body), SEQUENCE));
  const name = identifier === undefined ? 'SHA-1' : WEAK_PSS_HASHES.get(oidOf(identifier.body));
  return name === undefined ? undefined : `${name} with RSA-PSS`;
}

interface Element {
  readonly tag: number;
  readonly body: Buffer;
}

function elementOf(reader: WireReader, tag: number): Buffer {
  const element = nextElement(reader);
  if (element.tag !== tag) throw new MalformedMessageError(`tag ${tag} wanted, ${element.tag} found`);
  return element.body;
}

function childrenOf(body: Buffer): Element[] {
  const reader = new WireReader(body);
  const children: Element[] = [];
  while (reader.remaining > 0) children.push(nextElement(reader));
  return children;
}

function nextElement(reader: WireReader): Element {
  return { tag: reader.uint8(), body: reader.take(lengthOf(reader)) };
}

/** A length in the short form, or in the long form of one to three bytes. */
function lengthOf(reader: WireReader): number {
  const first = reader.uint8();
  if (first < 0x80) return first;
  const count = first & 0x7f;
  if (count < 1 || count > 3) throw new MalformedMessageError('a length of unusual size');
  return reader.take(count).readUIntBE(0, count);
}

/** Dotted form of an object identifier (X.690, 8.19). */
function oidOf(body: Buffer): string {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of body) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    numbers.push(value);
    value = 0;
  }
  const [first = 0, ...rest] = numbers;
  const root = Math.min(Math.trunc(first / 40), 2);
  return [root, first - root * 40, ...rest].join('.');
}
