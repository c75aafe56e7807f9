import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Observation } from '../../../findings/observation.js';
import { type ToolRunRequest, type ToolVerdict } from '../../tool-adapter.js';
import { dnsProbe } from './dns.probe.js';
import {
  address,
  caa,
  DnsServer,
  mx,
  named,
  type RecordType,
  type Reply,
  soa,
  txt,
  type WireRecord,
  type Zone,
} from './testing/dns-server.js';

const OWN_END: ProcessExit = { code: 0, signal: null, truncated: false };
const GOOD: readonly WireRecord[] = [
  named('example.com', 'NS', 'ns.example.com'),
  soa('example.com'),
  mx('example.com', 'mail.example.com'),
  txt('example.com', 'v=spf1 mx -all'),
  txt('_dmarc.example.com', 'v=DMARC1; p=reject'),
  caa('example.com', 'issue', 'ca.example'),
  address('www.example.com', '192.0.2.1'),
];

describe('the DNS probe against a name server on loopback', () => {
  const servers: DnsServer[] = [];

  async function probe(host: string, zone: Zone): Promise<Probed> {
    const server = await DnsServer.start(zone);
    servers.push(server);
    return run(host, server.resolver);
  }

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  it('finds nothing on a zone that is in order, and proves it', async () => {
    const { weaknesses, verdict } = await probe('example.com', zoneOf(GOOD));

    expect(weaknesses).toEqual([]);
    expect(verdict.outcome).toBe('succeeded');
    expect(statuses(verdict)).toEqual({ 'dns.mail': 'ran', 'dns.caa': 'ran', 'dns.transfer': 'ran' });
  });

  it('examines the registered domain of a host below it', async () => {
    const { weaknesses, verdict } = await probe('www.example.com', zoneOf(GOOD));

    expect(weaknesses).toEqual([]);
    expect(statuses(verdict)).toEqual({ 'dns.mail': 'ran', 'dns.caa': 'ran', 'dns.transfer': 'ran' });
  });

  it('reports everything that is missing', async () => {
    const { observations, weaknesses } = await probe('example.com', zoneOf([...GOOD.slice(0, 3)]));

    expect(weaknesses).toEqual(['dns.spf.missing', 'dns.dmarc.missing', 'dns.caa.missing']);
    expect(observations[0]?.severity).toBeUndefined();
  });

  it('weighs a missing SPF record less where no mail is taken', async () => {
    const { observations } = await probe('example.com', zoneOf(GOOD.slice(0, 2)));

    expect(observations[0]).toMatchObject({ weakness: 'dns.spf.missing', severity: 'low' });
  });

  it('takes a null MX record for no mail', async () => {
    const { observations } = await probe('example.com', zoneOf([...GOOD.slice(0, 2), { ...mx('example.com', '.') }]));

    expect(observations[0]).toMatchObject({ weakness: 'dns.spf.missing', severity: 'low' });
  });

  it('judges the mail of a host that takes its own, and inherits the policy for names below', async () => {
    const records = [
      ...GOOD.filter(({ name }) => name !== '_dmarc.example.com'),
      mx('shop.example.com', 'mail.example.com'),
      txt('shop.example.com', 'v=spf1 +all'),
      txt('_dmarc.example.com', 'v=DMARC1; p=reject; sp=none'),
    ];

    const { weaknesses } = await probe('shop.example.com', zoneOf(records));

    expect(weaknesses).toEqual(['dns.spf.weak', 'dns.dmarc.none']);
  });

  it('reports a CAA set that names no authority', async () => {
    const records = [...GOOD.filter(({ type }) => type !== 'CAA'), caa('example.com', 'iodef', 'mailto:a@example.com')];

    expect((await probe('example.com', zoneOf(records))).weaknesses).toEqual(['dns.caa.missing']);
  });

  it('reports an open zone transfer, once for the server, with records as proof', async () => {
    const { observations, verdict } = await probe('example.com', zoneOf(GOOD, 'open'));

    expect(observations).toHaveLength(1);
    expect(observations[0]).toMatchObject({
      weakness: 'dns.transfer.open',
      evidence: expect.stringContaining('www.example.com A 192.0.2.1'),
    });
    expect(statuses(verdict)['dns.transfer']).toBe('ran');
  });

  it('reports an alias of an open zone that points to nowhere', async () => {
    const records = [...GOOD, named('old.example.com', 'CNAME', 'gone.example.com')];

    const { observations } = await probe('example.com', zoneOf(records, 'open'));

    expect(observations.at(-1)).toMatchObject({ weakness: 'dns.cname.dangling', discriminator: 'old.example.com' });
  });

  it('does not take the refusal of a mere resolver for a closed zone', async () => {
    const resolver: Zone = (name, type) => {
      const reply = zoneOf(GOOD)(name, type);
      return reply === 'drop'
        ? reply
        : { ...(reply.rcode === undefined ? {} : { rcode: reply.rcode }), records: reply.records ?? [] };
    };

    const { verdict } = await probe('example.com', resolver);

    expect(statuses(verdict)['dns.transfer']).toBe('skipped');
    expect(verdict.outcome).toBe('succeeded');
  });

  it('leaves a name alone that does not exist, and calls nothing missing', async () => {
    const { weaknesses, verdict } = await probe('nothing.com', zoneOf(GOOD));

    expect(weaknesses).toEqual([]);
    expect(verdict).toMatchObject({ outcome: 'skipped', reason: 'the DNS knows no name nothing.com' });
  });

  it.each([
    ['fails', { rcode: 2 }],
    ['refuses', { rcode: 5 }],
  ])('calls nothing missing when the server %s', async (_, reply: Reply) => {
    const { weaknesses, verdict } = await probe('example.com', () => reply);

    expect(weaknesses).toEqual([]);
    expect(verdict.outcome).toBe('failed');
    expect(statuses(verdict)).toEqual({ 'dns.mail': 'failed', 'dns.caa': 'failed', 'dns.transfer': 'failed' });
  });

  it('reports what it could check when one answer fails', async () => {
    const zone = zoneOf(GOOD);

    const { weaknesses, verdict } = await probe('example.com', (name, type) =>
      type === 'CAA' ? { rcode: 2 } : zone(name, type),
    );

    expect(weaknesses).toEqual([]);
    expect(verdict.outcome).toBe('partial');
    expect(statuses(verdict)).toEqual({ 'dns.mail': 'ran', 'dns.caa': 'failed', 'dns.transfer': 'ran' });
  });

  it('ends soon after an abort', async () => {
    const server = await DnsServer.start(() => 'drop');
    servers.push(server);

    const lines: string[] = [];
    for await (const line of dnsProbe.collect(requestFor('example.com', server.resolver), AbortSignal.timeout(50)))
      lines.push(line);

    expect(lines.join()).not.toContain('"end"');
  });

  it('skips a name without a domain', async () => {
    expect((await run('localhost', '127.0.0.1:9')).verdict).toMatchObject({ outcome: 'skipped' });
  });

  it('fails in words on a resolver that is none', async () => {
    expect((await run('example.com', 'nonsense')).verdict).toMatchObject({
      outcome: 'failed',
      reason: 'nonsense is no address of a resolver',
    });
  });
});

interface Probed {
  readonly observations: readonly Observation[];
  readonly weaknesses: readonly string[];
  readonly verdict: ToolVerdict;
}

function requestFor(host: string, dnsResolver?: string): ToolRunRequest {
  return {
    endpoint: { host, address: '192.0.2.1' },
    profile: 'standard',
    settings: dnsResolver === undefined ? {} : { dnsResolver },
  };
}

async function run(host: string, resolver: string): Promise<Probed> {
  const request = requestFor(host, resolver);
  const parser = dnsProbe.parser(request);
  for await (const line of dnsProbe.collect(request, new AbortController().signal)) {
    Array.from(parser.write('stdout', `${line}\n`));
  }
  const { events, verdict } = parser.end(OWN_END);
  const observations = events.flatMap((event) => (event.type === 'observation' ? event.observation : []));
  return { observations, weaknesses: observations.map(({ weakness }) => weakness), verdict };
}

function statuses({ coverage }: ToolVerdict): Record<string, string> {
  return Object.fromEntries(coverage.map(({ family, status }) => [family, status]));
}

/** Holds example.com; says that no other name exists. */
function zoneOf(records: readonly WireRecord[], transfer: 'open' | 'closed' = 'closed'): Zone {
  return (name: string, type: RecordType | undefined) => {
    if (type === 'AXFR') return transfer === 'open' ? whole(records) : { rcode: 5 };
    const found = records.filter((record) => record.name === name && record.type === type);
    const exists = records.some((record) => record.name === name || record.name.endsWith(`.${name}`));
    return { authoritative: true, rcode: exists ? 0 : 3, records: found };
  };
}

function whole(records: readonly WireRecord[]): Reply {
  const top = records.filter(({ type }) => type === 'SOA');
  return { authoritative: true, records: [...top, ...records.filter(({ type }) => type !== 'SOA'), ...top] };
}
