import fc from 'fast-check';
import { MAX_ANSWER_BYTES, RecordReader, type TlsMessage } from './record-reader.js';
import { uint16, uint24, uint8, vector16 } from './wire.js';

function record(type: number, body: Buffer): Buffer {
  return Buffer.concat([uint8(type), uint16(0x0303), vector16(body)]);
}

function handshake(kind: number, body: Buffer): Buffer {
  return Buffer.concat([uint8(kind), uint24(body.length), body]);
}

function readInPieces(bytes: Buffer, size: number): { messages: TlsMessage[]; reader: RecordReader } {
  const reader = new RecordReader();
  const messages: TlsMessage[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    messages.push(...reader.push(bytes.subarray(start, start + size)));
  }
  return { messages, reader };
}

describe('RecordReader', () => {
  it.each([1, 3, 7, 1000])('finds the messages of records that come in pieces of %i bytes', (size) => {
    const bytes = Buffer.concat([
      record(22, handshake(2, Buffer.from('hello'))),
      record(20, Buffer.of(1)),
      record(21, Buffer.of(1, 112)),
      record(22, handshake(14, Buffer.alloc(0))),
    ]);

    expect(readInPieces(bytes, size).messages).toEqual([
      { type: 'handshake', kind: 2, body: Buffer.from('hello') },
      { type: 'alert', level: 1, description: 112 },
      { type: 'handshake', kind: 14, body: Buffer.alloc(0) },
    ]);
  });

  it('puts a message together that is spread over records, and takes several out of one', () => {
    const both = Buffer.concat([handshake(2, Buffer.alloc(300, 1)), handshake(11, Buffer.alloc(10, 2))]);
    const bytes = Buffer.concat([record(22, both.subarray(0, 100)), record(22, both.subarray(100))]);

    expect(readInPieces(bytes, 64).messages).toMatchObject([{ kind: 2 }, { kind: 11 }]);
  });

  it.each(['HTTP/1.1 400 Bad Request\r\n', 'SSH-2.0-x\r\n', '220 ready\r\n', '\x16\x02\x00'])(
    'does not take %j for TLS',
    (text) => {
      const { messages, reader } = readInPieces(Buffer.from(text, 'latin1'), 2);

      expect(messages).toEqual([]);
      expect(reader.problem).toBe('not_tls');
    },
  );

  it('does not take a record of impossible length for TLS', () => {
    const { reader } = readInPieces(Buffer.of(22, 3, 3, 0xff, 0xff), 5);

    expect(reader.problem).toBe('not_tls');
  });

  it('stops reading a peer that sends without end', () => {
    const endless = Buffer.concat(Array.from({ length: 20 }, () => record(22, Buffer.alloc(0x4000))));

    const { reader } = readInPieces(endless, 0x4000);

    expect(endless.length).toBeGreaterThan(MAX_ANSWER_BYTES);
    expect(reader.problem).toBe('too_much');
  });

  it('stops reading a message that announces more than a handshake needs', () => {
    const { reader } = readInPieces(record(22, Buffer.of(11, 0xff, 0xff, 0xff)), 50);

    expect(reader.problem).toBe('too_much');
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (bytes, size) => {
        const { messages, reader } = readInPieces(Buffer.from(bytes), size);

        expect(messages.length).toBeLessThanOrEqual(bytes.length);
        expect([undefined, 'not_tls', 'too_much']).toContain(reader.problem);
      }),
    );
  });
});
