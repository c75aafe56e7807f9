import { decoded, uint16, uint24, uint8, WireReader } from './wire.js';

/** The cipher kinds of SSL 2.0, three bytes each, by the names of its draft (draft-hickman-netscape-ssl). */
export const SSL2_CIPHERS: ReadonlyMap<number, string> = new Map([
  [0x010080, 'SSL_CK_RC4_128_WITH_MD5'],
  [0x020080, 'SSL_CK_RC4_128_EXPORT40_WITH_MD5'],
  [0x030080, 'SSL_CK_RC2_128_CBC_WITH_MD5'],
  [0x040080, 'SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5'],
  [0x050080, 'SSL_CK_IDEA_128_CBC_WITH_MD5'],
  [0x060040, 'SSL_CK_DES_64_CBC_WITH_MD5'],
  [0x0700c0, 'SSL_CK_DES_192_EDE3_CBC_WITH_MD5'],
]);

const CLIENT_HELLO = 1;
const SERVER_HELLO = 4;
const SSL2 = 0x0002;

/** A CLIENT-HELLO that offers every cipher of SSL 2.0. `challenge` has 16 bytes. */
export function encodeSsl2ClientHello(challenge: Buffer): Buffer {
  const ciphers = Buffer.concat([...SSL2_CIPHERS.keys()].map(uint24));
  const message = Buffer.concat([
    uint8(CLIENT_HELLO),
    uint16(SSL2),
    uint16(ciphers.length),
    uint16(0),
    uint16(challenge.length),
    ciphers,
    challenge,
  ]);
  return Buffer.concat([uint16(0x8000 | message.length), message]);
}

/** The ciphers of a SERVER-HELLO, record header included; undefined while bytes are missing or when it is none. */
export function decodeSsl2ServerHello(bytes: Buffer): number[] | undefined {
  return decoded(() => {
    const outer = new WireReader(bytes);
    const header = outer.uint16();
    if ((header & 0x8000) === 0) return undefined;
    const reader = new WireReader(outer.take(header & 0x7fff));
    if (reader.uint8() !== SERVER_HELLO) return undefined;
    reader.take(2);
    if (reader.uint16() !== SSL2) return undefined;
    const [certificateLength, ciphersLength] = [reader.uint16(), reader.uint16()];
    reader.uint16();
    reader.take(certificateLength);
    return cipherKinds(reader.take(ciphersLength));
  });
}

function cipherKinds(bytes: Buffer): number[] {
  const kinds: number[] = [];
  for (let offset = 0; offset + 3 <= bytes.length; offset += 3) kinds.push(bytes.readUIntBE(offset, 3));
  return kinds;
}
