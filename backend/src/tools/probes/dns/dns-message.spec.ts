import fc from 'fast-check';
import { decodeMessage, encodeQuery } from './dns-message.js';
import { decodeName, encodeName, MalformedDnsError } from './dns-name.js';
import { caa, encodeReply, mx, named, soa, txt } from './testing/dns-server.js';

const ID = Buffer.of(0x12, 0x34);
const QUESTION = Buffer.concat([encodeName('example.com'), Buffer.of(0, 16, 0, 1)]);

describe('decodeMessage', () => {
  it('reads records of every kind in words', () => {
    const records = [
      txt('example.com', 'v=spf1 -all'),
      mx('example.com', 'mail.example.com'),
      named('example.com', 'NS', 'ns.example.com'),
      soa('example.com'),
      caa('example.com', 'issue', 'ca.example'),
    ];

    const message = decodeMessage(encodeReply(ID, QUESTION, { authoritative: true, records }));

    expect(message).toMatchObject({ id: 0x1234, isResponse: true, isAuthoritative: true, rcode: 0 });
    expect(message?.answers.map(({ type, data }) => `${type} ${data}`)).toEqual([
      'TXT v=spf1 -all',
      'MX 10 mail.example.com',
      'NS ns.example.com',
      'SOA ns.example.com',
      `CAA ${Buffer.from('\0\u0005issueca.example').toString('hex')}`,
    ]);
  });

  it('joins the parts of a long text', () => {
    const text = 'x'.repeat(700);
    const message = decodeMessage(encodeReply(ID, QUESTION, { records: [txt('example.com', text)] }));

    expect(message?.answers[0]?.data).toBe(text);
  });

  it('follows compressed names', () => {
    const pointer = Buffer.of(0xc0, 12);
    const record = Buffer.concat([pointer, Buffer.from('000200010000012c0005026e73c00c', 'hex')]);
    const reply = encodeReply(ID, QUESTION, {});
    reply.writeUInt16BE(1, 6);

    const message = decodeMessage(Buffer.concat([reply, record]));

    expect(message?.answers[0]).toEqual({ name: 'example.com', type: 'NS', data: 'ns.example.com' });
  });

  it('says nothing of a message that is cut anywhere', () => {
    const whole = encodeReply(ID, QUESTION, { records: [txt('example.com', 'v=spf1 -all'), soa('example.com')] });

    for (let length = 0; length < whole.length; length += 1) {
      expect(decodeMessage(whole.subarray(0, length))).toBeUndefined();
    }
  });

  it('says nothing of a message that promises more records than it has', () => {
    const reply = encodeReply(ID, QUESTION, {});
    reply.writeUInt16BE(0xffff, 4);
    expect(decodeMessage(reply)).toBeUndefined();

    reply.writeUInt16BE(1, 4);
    reply.writeUInt16BE(0xffff, 6);
    expect(decodeMessage(reply)).toBeUndefined();
  });

  it('neither throws nor hangs on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => void decodeMessage(Buffer.from(bytes))),
      {
        numRuns: 2000,
      },
    );
  });

  it('neither throws nor hangs on a real message with bytes changed', () => {
    const whole = encodeReply(ID, QUESTION, { records: [mx('example.com', 'm.example.com'), soa('example.com')] });
    const change = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.constantFrom(0, 1, 0x3f, 0x40, 0xc0, 0xff));

    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const message = Buffer.from(whole);
        for (const [offset, value] of changes) message.writeUInt8(value, offset);
        decodeMessage(message);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the largest message full of pointers in no time', () => {
    const header = Buffer.from('123480000000ffff00000000', 'hex');
    const labels = Buffer.concat([...Array.from({ length: 120 }, () => Buffer.of(1, 0x61)), Buffer.of(0)]);
    const record = Buffer.from('c00c0001000100000000', 'hex');
    const records = Array.from({ length: 5000 }, () => Buffer.concat([record, Buffer.of(0, 0)]));

    decodeMessage(Buffer.concat([header, labels, ...records]).subarray(0, 65_535));
  });
});

describe('decodeName', () => {
  it.each([
    ['that points to itself', 'c000', 0],
    ['that points forwards', 'c00200', 0],
    ['in a loop of two', '0161c0040162c000', 4],
    ['with a label type that nobody uses', '4061', 0],
    ['that ends too early', '0561', 0],
  ])('refuses a name %s', (_, hex, start) => {
    expect(() => decodeName(Buffer.from(hex, 'hex'), start)).toThrow(MalformedDnsError);
  });

  it('refuses a name that is longer than names may be', () => {
    const labels = Array.from({ length: 5 }, () => Buffer.concat([Buffer.of(60), Buffer.alloc(60, 'a')]));

    expect(() => decodeName(Buffer.concat([...labels, Buffer.of(0)]), 0)).toThrow(MalformedDnsError);
  });

  it('shows bytes that could fake another name as numbers', () => {
    expect(decodeName(Buffer.from('03612e0a00', 'hex'), 0).name).toBe(String.raw`a\046\010`);
  });

  it('reads what encodeName writes', () => {
    const label = fc.stringMatching(/^[a-z0-9-]{1,20}$/);

    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 8 }), (labels) => {
        const name = labels.join('.');
        expect(decodeName(encodeName(name), 0).name).toBe(name);
      }),
    );
  });
});

describe('encodeQuery', () => {
  it('asks without recursion', () => {
    expect(encodeQuery(0x1234, 'example.com', 'AXFR').toString('hex')).toBe(
      '1234000000010000000000000765 78616d706c6503636f6d0000fc0001'.replace(' ', ''),
    );
  });

  it.each(['a..b', '', 'x'.repeat(64), `${'x'.repeat(60)}.`.repeat(5)])('refuses the impossible name %j', (name) => {
    expect(() => encodeQuery(1, name, 'SOA')).toThrow(MalformedDnsError);
  });
});
