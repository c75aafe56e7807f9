import { randomBytes } from 'node:crypto';

/** Suites of every generation, so that an old server finds one; an alert would prove TLS just as well. */
const SUITES = [
  0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca8, 0xcca9, 0x009e, 0x009f, 0xc013, 0xc014, 0x0033,
  0x0039, 0x009c, 0x009d, 0x002f, 0x0035, 0x000a, 0x0016, 0x0005, 0x0004, 0x0009, 0x00ff,
];
const CURVES = [29, 23, 24, 25];
const SIGNATURES = [0x0804, 0x0403, 0x0401, 0x0503, 0x0501, 0x0806, 0x0603, 0x0601, 0x0203, 0x0201];
const VERSIONS = [0x0304, 0x0303, 0x0302, 0x0301];

/** A ClientHello (RFC 8446, 4.1.2) that asks for nothing but a sign that TLS is spoken. */
export function firstHello(serverName?: string): Buffer {
  const body = Buffer.concat([
    number(0x0303, 2),
    randomBytes(32),
    sized(1, randomBytes(32)),
    sized(2, ...SUITES.map((suite) => number(suite, 2))),
    sized(1, Buffer.of(0)),
    sized(2, ...extensions(serverName)),
  ]);
  const message = Buffer.concat([Buffer.of(1), sized(3, body)]);
  return Buffer.concat([Buffer.of(22), number(0x0301, 2), sized(2, message)]);
}

/** Whether the bytes begin like a TLS record with a handshake message or an alert; undefined while they are too few. */
export function beginsLikeTls(bytes: Buffer): boolean | undefined {
  const [type, major] = bytes;
  if (type === undefined || major === undefined) return undefined;
  return (type === 21 || type === 22) && major === 3;
}

function extensions(serverName: string | undefined): Buffer[] {
  const name =
    serverName === undefined ? [] : [extension(0, sized(2, Buffer.of(0), sized(2, Buffer.from(serverName))))];
  return [
    ...name,
    extension(10, sized(2, ...CURVES.map((curve) => number(curve, 2)))),
    extension(11, sized(1, Buffer.of(0))),
    extension(13, sized(2, ...SIGNATURES.map((signature) => number(signature, 2)))),
    extension(43, sized(1, ...VERSIONS.map((version) => number(version, 2)))),
    extension(51, sized(2, number(29, 2), sized(2, randomBytes(32)))),
  ];
}

function extension(id: number, body: Buffer): Buffer {
  return Buffer.concat([number(id, 2), sized(2, body)]);
}

/** Parts with their length before them, in so many bytes. */
function sized(lengthBytes: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([number(body.length, lengthBytes), body]);
}

function number(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}
