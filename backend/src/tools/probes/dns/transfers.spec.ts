import { type DnsLine } from './dns.schema.js';
import { DnsAnswers } from './inquiry.js';
import { DnsServer, soa } from './testing/dns-server.js';
import { transfersOf } from './transfers.js';

const SUBJECT = { host: 'example.com', domain: 'example.com' };

describe('transfersOf', () => {
  it('does not speak to name servers on addresses that are not public, and says so', async () => {
    const lines = await transfers(serversAt({ 'ns1.example.com': '169.254.169.254', 'ns2.example.com': '127.0.0.1' }));

    expect(lines).toMatchObject([
      { server: 'ns1.example.com', answer: { kind: 'out_of_scope', reason: expect.stringContaining('link-local') } },
      { server: 'ns2.example.com', answer: { kind: 'out_of_scope', reason: expect.stringContaining('loopback') } },
    ]);
  });

  it('asks the resolver of the settings and nobody else', async () => {
    const server = await DnsServer.start((_, type) =>
      type === 'SOA' ? { authoritative: true, records: [soa('example.com')] } : { rcode: 5 },
    );

    const { port, resolver } = server;

    const lines = await transfers(serversAt({ 'ns1.example.com': '192.0.2.1' }), resolver);
    await server.close();

    expect(lines).toMatchObject([{ address: '127.0.0.1', port, answer: { kind: 'refused', rcode: 5 } }]);
  });

  it('asks nobody when the zone is not known', async () => {
    expect(await transfers(new DnsAnswers())).toEqual([]);
  });
});

function serversAt(addresses: Readonly<Record<string, string>>): DnsAnswers {
  const answers = new DnsAnswers();
  answers.add({ name: 'example.com', type: 'NS' }, { kind: 'records', records: Object.keys(addresses) });
  for (const [name, address] of Object.entries(addresses)) {
    answers.add({ name, type: 'A' }, { kind: 'records', records: [address] });
  }
  return answers;
}

async function transfers(answers: DnsAnswers, dnsResolver?: string): Promise<DnsLine[]> {
  const request = {
    endpoint: { host: 'example.com', address: '203.0.113.5' },
    profile: 'standard',
    settings: dnsResolver === undefined ? {} : { dnsResolver },
  } as const;
  const asker = { answers, ask: noQuestions };
  const lines: DnsLine[] = [];
  for await (const line of transfersOf(SUBJECT, request, asker, new AbortController().signal)) lines.push(line);
  return lines;
}

/** Everything that could be asked is known already. */
// eslint-disable-next-line @typescript-eslint/require-await -- stands in for one that waits
async function* noQuestions(): AsyncGenerator<never> {
  yield* [];
}
