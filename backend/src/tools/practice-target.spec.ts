import { type Observation } from '../findings/observation.js';
import { type PracticeAddress, PracticeTarget } from '../practice-target/practice-target.js';
import { PRACTICE_WEAKNESSES, type PracticeWeakness } from '../practice-target/practice-target.weaknesses.js';
import { type Endpoint } from '../targets/endpoint.js';
import { ENDED_BY_ITSELF } from './testing/tool-fixtures.js';
import { type ProbeTool, type ToolRunRequest } from './tool-adapter.js';
import { TOOLS } from './tool-registry.js';

/** What is there without being wrong. */
const INVENTORY = new Set(['net.port.open', 'net.service', 'http.technology']);
const PROBES = TOOLS.filter((tool): tool is ProbeTool => tool.kind === 'probe');

describe('the built-in probes on the practice target', () => {
  const practice = new PracticeTarget();

  afterAll(() => practice.stop());

  it('find together everything that is wrong with it, and invent nothing', async () => {
    const address = await practice.start();

    const observed = await Promise.all(PROBES.map((probe) => observe(probe, address)));

    const found = observed.flat().filter(({ weakness }) => !INVENTORY.has(weakness));
    const lines = new Set(found.map((observation) => lineOf(placed(observation, address))));
    expect([...lines].sort()).toEqual(PRACTICE_WEAKNESSES.map(lineOf).sort());
  });
});

async function observe(probe: ProbeTool, address: PracticeAddress): Promise<Observation[]> {
  const observations = await Promise.all(
    endpointsFor(probe, address).map((endpoint) => run(probe, requestFor(endpoint, address))),
  );
  return observations.flat();
}

async function run(probe: ProbeTool, request: ToolRunRequest): Promise<Observation[]> {
  const parser = probe.parser(request);
  const events = [];
  for await (const line of probe.collect(request, new AbortController().signal)) {
    events.push(...parser.write('stdout', `${line}\n`));
  }
  events.push(...parser.end(ENDED_BY_ITSELF).events);
  return events.flatMap((event) => (event.type === 'observation' ? [event.observation] : []));
}

function requestFor(endpoint: Endpoint, { httpPort, httpsPort, bannerPort }: PracticeAddress): ToolRunRequest {
  return { endpoint, profile: 'standard', ports: [httpPort, httpsPort, bannerPort], settings: {} };
}

function endpointsFor({ manifest }: ProbeTool, { host, httpPort, httpsPort }: PracticeAddress): Endpoint[] {
  const place = { host, address: host };
  const http = { ...place, port: httpPort, transport: 'tcp', protocol: 'http' } as const;
  const https = { ...place, port: httpsPort, transport: 'tcp', protocol: 'https' } as const;
  switch (manifest.subject) {
    case 'host':
      return [place];
    case 'domain':
    case 'ssh':
      return [];
    case 'tls':
      return [https];
    case 'web':
      return [http, https];
  }
}

function placed({ weakness, endpoint, discriminator }: Observation, address: PracticeAddress): PracticeWeakness {
  const services = {
    [address.httpPort]: 'http',
    [address.httpsPort]: 'https',
    [address.bannerPort]: 'banner',
  } as const;
  return {
    weakness,
    service: services[endpoint.port ?? 0] ?? 'banner',
    ...(endpoint.path === undefined ? {} : { path: endpoint.path }),
    ...(discriminator === undefined ? {} : { discriminator }),
  };
}

function lineOf({ weakness, service, path = '', discriminator = '' }: PracticeWeakness): string {
  return `${service} ${weakness} ${path} ${discriminator}`.trim();
}
