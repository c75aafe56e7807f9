import { Injectable } from '@nestjs/common';
import { type PracticePorts, PracticeTarget } from '../practice-target/practice-target.js';
import { type Endpoint, type ServiceEndpoint } from '../targets/endpoint.js';
import { type PinnedHost, TargetResolver } from '../targets/target-resolution.js';
import { parseTarget } from '../targets/target.js';
import { EndpointIdentifier } from './endpoint-identifier.js';
import { identified, RunGate } from './run-gate.js';
import { type Scan } from './scan.js';

/** Finds the endpoints that a scan begins with. */
@Injectable()
export class ScanScope {
  constructor(
    private readonly resolver: TargetResolver,
    private readonly practice: PracticeTarget,
    private readonly gate: RunGate,
    private readonly identifier: EndpointIdentifier,
  ) {}

  /**
   * Every host of the target and, when the scan is limited to ports, every service on them, identified. A port of a URL is
   * listed even when nothing answers there, so that its runs can say so.
   * @throws TargetNotResolvedError @throws TargetOutOfScopeError
   */
  async endpointsOf(scan: Scan, signal: AbortSignal): Promise<readonly Endpoint[]> {
    const target = parseTarget(scan.target);
    const addresses = scan.practice ? [await this.practiceHost(scan)] : (await this.resolver.resolve(target)).addresses;
    const ports = scan.ports ?? [];
    const path = target.kind === 'url' ? target.path : undefined;
    const declared = target.kind === 'url' ? target.scheme : undefined;
    const services = addresses.flatMap(({ host, address }) =>
      ports.map(async (port): Promise<readonly Endpoint[]> => {
        const endpoint = { host, address, port, ...(path === undefined || path === '/' ? {} : { path }) };
        if ((await this.gate.refusalOf(scan, endpoint)) !== undefined) return [refused(endpoint, declared)];
        const found = await this.identifier.of({ host, address, port }, signal);
        if (found.state === 'open') return [identified(endpoint, found)];
        return declared === undefined ? [] : [{ ...endpoint, transport: 'tcp', protocol: declared }];
      }),
    );
    return [...addresses, ...(await Promise.all(services)).flat()];
  }

  /** What was found is asked only where it may be examined; the runs of the others say why they were not. */
  async identify(scan: Scan, endpoint: ServiceEndpoint, signal: AbortSignal): Promise<Endpoint> {
    if ((await this.gate.refusalOf(scan, endpoint)) !== undefined) return refused(endpoint);
    return identified(endpoint, await this.identifier.of(endpoint, signal));
  }

  /** The practice target is ours and always authorised, whatever the scope policy says of loopback. */
  private async practiceHost(scan: Scan): Promise<PinnedHost> {
    const { host } = await this.practice.start(practicePortsOf(scan));
    return { host, address: host };
  }
}

/** The ports that the practice target had when the scan was accepted, in the order in which they were stored. */
function practicePortsOf({ ports: [httpPort, httpsPort, bannerPort] = [] }: Scan): PracticePorts {
  return {
    ...(httpPort === undefined ? {} : { httpPort }),
    ...(httpsPort === undefined ? {} : { httpsPort }),
    ...(bannerPort === undefined ? {} : { bannerPort }),
  };
}

/** An endpoint that nobody may ask. It is planned all the same: its runs then say why they did not start. */
function refused(endpoint: ServiceEndpoint, declared: ServiceEndpoint['protocol'] = 'tcp'): Endpoint {
  return { ...endpoint, transport: 'tcp', protocol: declared };
}
