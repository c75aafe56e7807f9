import fc from 'fast-check';
import { decodeCertificates, decodeDhPrimeBits, decodeServerHello, MAX_CHAIN_LENGTH } from './server-hello.js';
import { uint16, uint24, uint8, vector16, vector8 } from './wire.js';

function serverHello(version: number, suite: number, ...extensions: Buffer[]): Buffer {
  return Buffer.concat([
    uint16(version),
    Buffer.alloc(32, 7),
    vector8(Buffer.alloc(32, 9)),
    uint16(suite),
    uint8(0),
    ...(extensions.length === 0 ? [] : [vector16(...extensions)]),
  ]);
}

const SUPPORTED_VERSIONS = Buffer.concat([uint16(43), vector16(uint16(0x0304))]);
const RENEGOTIATION = Buffer.concat([uint16(0xff01), vector16(vector8())]);

describe('decodeServerHello', () => {
  it('reads version and suite of a hello without extensions', () => {
    expect(decodeServerHello(serverHello(0x0300, 0x0005))).toEqual({ version: 0x0300, suite: 0x0005 });
  });

  it('takes the version of TLS 1.3 from its extension', () => {
    const hello = serverHello(0x0303, 0x1301, RENEGOTIATION, SUPPORTED_VERSIONS);

    expect(decodeServerHello(hello)).toEqual({ version: 0x0304, suite: 0x1301 });
  });

  it('reads nothing out of a hello that is cut anywhere before its end', () => {
    const hello = serverHello(0x0303, 0xc02f, RENEGOTIATION);
    const withoutExtensions = hello.length - RENEGOTIATION.length - 2;
    const cuts = Array.from({ length: hello.length }, (_, length) => length).filter(
      (length) => length !== withoutExtensions,
    );

    expect(cuts.filter((length) => decodeServerHello(hello.subarray(0, length)) !== undefined)).toEqual([]);
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        const body = Buffer.from(bytes);

        expect([typeof decodeServerHello(body), typeof decodeCertificates(body)]).not.toContain('string');
        expect(decodeDhPrimeBits(body) ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('decodeCertificates', () => {
  function message(...certificates: Buffer[]): Buffer {
    const list = Buffer.concat(certificates.flatMap((der) => [uint24(der.length), der]));
    return Buffer.concat([uint24(list.length), list]);
  }

  it("reads the chain, the server's own certificate first", () => {
    expect(decodeCertificates(message(Buffer.from('own'), Buffer.from('authority')))).toEqual([
      Buffer.from('own'),
      Buffer.from('authority'),
    ]);
  });

  it('keeps the beginning of a chain without end', () => {
    const chain = Array.from({ length: 40 }, () => Buffer.from('one more'));

    expect(decodeCertificates(message(...chain))).toHaveLength(MAX_CHAIN_LENGTH);
  });

  it('reads nothing out of a list that contradicts its length', () => {
    expect(decodeCertificates(message(Buffer.from('own')).subarray(0, 7))).toBeUndefined();
  });
});

describe('decodeDhPrimeBits', () => {
  it.each([
    ['ff'.repeat(128), 1024],
    ['00' + 'ff'.repeat(256), 2048],
    ['01' + 'ff'.repeat(63), 505],
    ['0000', 0],
  ])('counts the bits of a prime', (prime, bits) => {
    const message = Buffer.concat([vector16(Buffer.from(prime, 'hex')), vector16(Buffer.of(2))]);

    expect(decodeDhPrimeBits(message)).toBe(bits);
  });
});
