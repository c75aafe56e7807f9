import fc from 'fast-check';
import { encodeName } from './dns-name.js';
import { address, DnsServer, encodeReply, soa, txt, type WireRecord } from './testing/dns-server.js';
import { framed, type TransferAnswer, TransferReader, transferZone } from './zone-transfer.js';

const ID = 0x1234;
const LIMITS = { records: 100, bytes: 100_000, milliseconds: 500 };
const ZONE = [soa('example.com'), address('example.com', '192.0.2.1'), address('www.example.com', '192.0.2.2')];

describe('TransferReader', () => {
  it('reads a zone in one message', () => {
    const answer = new TransferReader(ID, LIMITS).push(message([...ZONE, soa('example.com')]));

    expect(answer).toMatchObject({ kind: 'open', complete: true });
    expect(answer?.kind === 'open' && answer.records.map(({ name, type }) => `${type} ${name}`)).toEqual([
      'SOA example.com',
      'A example.com',
      'A www.example.com',
    ]);
  });

  it('reads a zone in many messages and pieces of any size', () => {
    const bytes = Buffer.concat([...ZONE, soa('example.com')].map((record) => message([record])));

    for (const size of [1, 3, 17, 200]) {
      const reader = new TransferReader(ID, LIMITS);
      let answer: TransferAnswer | undefined;
      for (let start = 0; start < bytes.length; start += size)
        answer ??= reader.push(bytes.subarray(start, start + size));
      expect(answer).toMatchObject({ kind: 'open', complete: true });
    }
  });

  it.each([
    ['a refusal', message([], 5), { kind: 'refused', rcode: 5 }],
    ['an empty answer', message([]), { kind: 'refused', rcode: 0 }],
    ['a failing server', message([], 2), { kind: 'failed' }],
    ['an answer to another question', framed(reply(Buffer.of(9, 9), ZONE)), { kind: 'failed' }],
    ['an answer that does not begin with SOA', message([txt('example.com', 'x')]), { kind: 'failed' }],
    ['bytes that are no DNS', framed(Buffer.from('HTTP/1.1 400 Bad Request')), { kind: 'failed' }],
  ])('makes no open zone of %s', (_, bytes, expected) => {
    expect(new TransferReader(ID, LIMITS).push(bytes)).toMatchObject(expected);
  });

  it('takes a lone SOA record for no transfer', () => {
    const reader = new TransferReader(ID, LIMITS);
    expect(reader.push(message([soa('example.com')]))).toBeUndefined();

    expect(reader.cut('closed')).toEqual({ kind: 'failed', reason: 'closed' });
  });

  it('stops at the limit of records', () => {
    const many = Array.from({ length: 200 }, () => address('example.com', '192.0.2.1'));

    expect(
      new TransferReader(ID, { ...LIMITS, records: 50 }).push(message([soa('example.com'), ...many])),
    ).toMatchObject({
      kind: 'open',
      complete: false,
    });
  });

  it('stops at the limit of bytes', () => {
    const endless = Buffer.concat([Buffer.of(0xff, 0xff), Buffer.alloc(2000)]);

    expect(new TransferReader(ID, { ...LIMITS, bytes: 1000 }).push(endless)).toMatchObject({ kind: 'failed' });
  });

  it('never throws, whatever comes in whatever pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 10 }), (pieces) => {
        const reader = new TransferReader(ID, LIMITS);
        for (const piece of pieces) reader.push(Buffer.from(piece));
        reader.cut('end');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('transferZone', () => {
  it('gives up on a server that accepts and stays silent', async () => {
    const server = await DnsServer.start(() => 'drop');

    const answer = await transfer(server);
    await server.close();

    expect(answer).toEqual({ kind: 'failed', reason: 'no answer in time' });
  });

  it('fails in words when nobody listens', async () => {
    const server = await DnsServer.start(() => 'drop');
    const { port } = server;
    await server.close();

    const answer = await transferZone(
      'example.com',
      { address: '127.0.0.1', port },
      LIMITS,
      new AbortController().signal,
    );

    expect(answer).toEqual({ kind: 'failed', reason: 'ECONNREFUSED' });
  });

  it('ends at once when it is aborted', async () => {
    const server = await DnsServer.start(() => 'drop');

    const answer = await transfer(server, AbortSignal.timeout(50));
    await server.close();

    expect(answer).toMatchObject({ kind: 'failed', reason: 'the run was ended' });
  });
});

function transfer({ port }: DnsServer, signal = new AbortController().signal): Promise<TransferAnswer> {
  return transferZone('example.com', { address: '127.0.0.1', port }, LIMITS, signal);
}

function message(records: readonly WireRecord[], rcode = 0): Buffer {
  return framed(reply(Buffer.of(ID >> 8, ID & 0xff), records, rcode));
}

function reply(id: Buffer, records: readonly WireRecord[], rcode = 0): Buffer {
  const question = Buffer.concat([encodeName('example.com'), Buffer.of(0, 252, 0, 1)]);
  return encodeReply(id, question, { rcode, records });
}
