import { hasDhGroup } from './suite-lists.js';
import { decodeSsl2ServerHello, encodeSsl2ClientHello } from './ssl2-hello.js';
import { Ssl2AnswerReader, TlsAnswerReader, type AnswerReader, type TlsAnswer } from './tls-answer.js';
import { uint16, uint24, uint8, vector16, vector8 } from './wire.js';

const ALERT_HANDSHAKE_FAILURE = Buffer.of(21, 3, 1, 0, 2, 2, 40);
const WARNING_UNRECOGNIZED_NAME = Buffer.of(21, 3, 3, 0, 2, 1, 112);

function handshakeRecord(kind: number, body: Buffer): Buffer {
  return Buffer.concat([uint8(22), uint16(0x0303), vector16(uint8(kind), uint24(body.length), body)]);
}

function serverHello(suite: number): Buffer {
  return handshakeRecord(
    2,
    Buffer.concat([uint16(0x0303), Buffer.alloc(32), vector8(Buffer.alloc(0)), uint16(suite), uint8(0)]),
  );
}

function ssl2ServerHello(): Buffer {
  const certificate = Buffer.from('certificate');
  const ciphers = Buffer.from('010080' + '0700c0', 'hex');
  const message = Buffer.concat([
    Buffer.of(4, 0, 1),
    ...[2, certificate.length, ciphers.length, 16].map(uint16),
    ...[certificate, ciphers, Buffer.alloc(16)],
  ]);
  return Buffer.concat([uint16(0x8000 | message.length), message]);
}

function read(reader: AnswerReader, bytes: Buffer, size = 5): TlsAnswer | undefined {
  for (let start = 0; start < bytes.length; start += size) {
    const answer = reader.push(bytes.subarray(start, start + size));
    if (answer !== undefined) return answer;
  }
  return undefined;
}

describe('TlsAnswerReader', () => {
  it('has an answer when the server has said all', () => {
    const prime = vector16(Buffer.alloc(128, 0xff));
    const bytes = Buffer.concat([
      serverHello(0x0033),
      handshakeRecord(11, Buffer.concat([uint24(7), uint24(4), Buffer.from('cert')])),
      handshakeRecord(12, prime),
      handshakeRecord(14, Buffer.alloc(0)),
    ]);

    expect(read(new TlsAnswerReader(hasDhGroup), bytes)).toEqual({
      kind: 'accepted',
      hello: { version: 0x0303, suite: 0x0033 },
      chain: [Buffer.from('cert')],
      dhBits: 1024,
    });
  });

  it('knows what it has understood of an answer that breaks off', () => {
    const reader = new TlsAnswerReader(hasDhGroup);

    expect(read(reader, serverHello(0xc02f))).toBeUndefined();
    expect(reader.partial()).toEqual({ kind: 'accepted', hello: { version: 0x0303, suite: 0xc02f }, chain: [] });
  });

  it('waits for more behind a warning, and takes a fatal alert for the answer', () => {
    const reader = new TlsAnswerReader(hasDhGroup);

    expect(read(reader, WARNING_UNRECOGNIZED_NAME)).toBeUndefined();
    expect(read(reader, ALERT_HANDSHAKE_FAILURE)).toEqual({ kind: 'alert', level: 2, description: 40 });
  });

  it('keeps a sample of what is not TLS', () => {
    expect(read(new TlsAnswerReader(hasDhGroup), Buffer.from('HTTP/1.1 400 Bad'), 100)).toEqual({
      kind: 'not_tls',
      sample: Buffer.from('HTTP/1.1 400 Bad').toString('hex'),
    });
  });

  it('calls a hello that cannot be read malformed', () => {
    expect(read(new TlsAnswerReader(hasDhGroup), handshakeRecord(2, Buffer.of(3, 3)))).toMatchObject({
      kind: 'malformed',
    });
  });
});

describe('Ssl2AnswerReader', () => {
  it('reads the ciphers of a server that speaks SSL 2.0', () => {
    expect(read(new Ssl2AnswerReader(), ssl2ServerHello())).toEqual({ kind: 'ssl2', ciphers: [0x010080, 0x0700c0] });
  });

  it('reads the alert of a server that speaks newer versions only', () => {
    expect(read(new Ssl2AnswerReader(), ALERT_HANDSHAKE_FAILURE)).toEqual({
      kind: 'alert',
      level: 2,
      description: 40,
    });
  });

  it('takes another protocol for what it is', () => {
    expect(read(new Ssl2AnswerReader(), Buffer.from('SSH-2.0-OpenSSH'))).toMatchObject({ kind: 'not_tls' });
  });

  it('does not wait for the end of an endless answer', () => {
    expect(read(new Ssl2AnswerReader(), Buffer.alloc(0x9000, 0xff), 0x1000)).toMatchObject({ kind: 'malformed' });
  });

  it('asks with a hello of the right form', () => {
    const hello = encodeSsl2ClientHello(Buffer.alloc(16));

    expect(hello.readUInt16BE(0)).toBe(0x8000 | (hello.length - 2));
    expect(hello.subarray(2, 5).toString('hex')).toBe('010002');
  });

  it('reads nothing out of a hello that is cut', () => {
    const hello = ssl2ServerHello();

    expect(decodeSsl2ServerHello(hello.subarray(0, hello.length - 1))).toBeUndefined();
  });
});
