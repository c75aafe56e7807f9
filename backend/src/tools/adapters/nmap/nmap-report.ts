import { type Transport } from '../../../targets/endpoint.js';
import { childOf, childrenOf, XmlReader, type XmlElement } from '../../xml-reader.js';
import { scriptOf, type NmapScript } from './nmap-script.js';

/** What nmap made of the service on a port. */
export interface NmapService {
  readonly name: string;
  readonly product?: string;
  readonly version?: string;
  readonly extraInfo?: string;
  /** Whether the service is inside of TLS. */
  readonly tunnelled: boolean;
  /** Whether the service itself answered like this; otherwise the name is that of the port in a table. */
  readonly probed: boolean;
  readonly cpe: readonly string[];
}

export interface NmapPort {
  readonly port: number;
  readonly transport: Transport;
  readonly state: string;
  readonly reason: string;
  readonly service?: NmapService;
  readonly scripts: readonly NmapScript[];
}

/** What a piece of the report completed: a port, or scripts about the host as a whole. */
export type NmapReportPart =
  | { readonly type: 'port'; readonly port: NmapPort }
  | { readonly type: 'hostScripts'; readonly scripts: readonly NmapScript[] };

/** Reads the XML report in pieces, and keeps what the verdict needs. */
export class NmapReport {
  private readonly reader = new XmlReader({
    whole: ['port', 'extraports', 'hostscript', 'finished'],
    opening: ['nmaprun', 'host'],
  });
  private readonly portsByState = new Map<string, number>();
  private run: XmlElement | undefined;
  private finish: XmlElement | undefined;
  hosts = 0;
  /** Whether nmap gave the host up: then the report does not list its ports. */
  timedOut = false;
  private ended = false;

  write(text: string): readonly NmapReportPart[] {
    return this.reader.write(text).flatMap((element) => this.take(element));
  }

  end(): void {
    this.reader.end();
    this.ended = true;
  }

  /** Why the report could not be read to its end. */
  get failure(): string | undefined {
    return this.reader.failure;
  }

  /** Whether nmap came to its own end and the report is whole. */
  get complete(): boolean {
    return this.ended && this.failure === undefined && this.finish?.attributes.get('exit') === 'success';
  }

  /** nmap's own words for why it stopped. */
  get error(): string | undefined {
    const finish = this.finish?.attributes;
    if (finish === undefined || finish.get('exit') === 'success') return undefined;
    return finish.get('errormsg') ?? 'nmap ended with an error';
  }

  /** When the scan began, by the clock of the machine it ran on. */
  get startedAt(): Date | undefined {
    const seconds = Number(this.run?.attributes.get('start'));
    return Number.isFinite(seconds) && seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000) : undefined;
  }

  /** How many ports were found in a state such as `closed` or `filtered`. */
  countOf(state: string): number {
    return this.portsByState.get(state) ?? 0;
  }

  private take(element: XmlElement): NmapReportPart[] {
    switch (element.name) {
      case 'nmaprun':
        this.run = element;
        return [];
      case 'host':
        this.hosts += 1;
        this.timedOut ||= element.attributes.get('timedout') === 'true';
        return [];
      case 'extraports':
        this.count(element.attributes.get('state') ?? '', Number(element.attributes.get('count')));
        return [];
      case 'finished':
        this.finish = element;
        return [];
      case 'hostscript':
        return [{ type: 'hostScripts', scripts: childrenOf(element, 'script').map(scriptOf) }];
      default:
        return this.takePort(element);
    }
  }

  private takePort(element: XmlElement): NmapReportPart[] {
    const port = portOf(element);
    if (port === undefined) return [];
    this.count(port.state, 1);
    return [{ type: 'port', port }];
  }

  private count(state: string, ports: number): void {
    if (Number.isFinite(ports)) this.portsByState.set(state, this.countOf(state) + ports);
  }
}

/** A <port> of the report; undefined when it is none that exists. */
export function portOf(element: XmlElement): NmapPort | undefined {
  const number = Number(element.attributes.get('portid'));
  const transport = transportOf(element.attributes.get('protocol'));
  if (!Number.isInteger(number) || number < 1 || number > 65_535) return undefined;
  if (transport === undefined) return undefined;
  const state = childOf(element, 'state')?.attributes;
  const service = childOf(element, 'service');
  return {
    port: number,
    transport,
    state: state?.get('state') ?? 'unknown',
    reason: state?.get('reason') ?? 'no reason given',
    ...(service === undefined ? {} : { service: serviceOf(service) }),
    scripts: childrenOf(element, 'script').map(scriptOf),
  };
}

/** The word itself and not the one from the report: that would hold on to the piece of text it was cut from. */
function transportOf(text: string | undefined): Transport | undefined {
  return (['tcp', 'udp'] as const).find((transport) => transport === text);
}

function serviceOf(element: XmlElement): NmapService {
  const { attributes } = element;
  const [product, version, extraInfo] = ['product', 'version', 'extrainfo'].map((key) => attributes.get(key));
  return {
    name: attributes.get('name') ?? 'unknown',
    ...(product === undefined ? {} : { product }),
    ...(version === undefined ? {} : { version }),
    ...(extraInfo === undefined ? {} : { extraInfo }),
    tunnelled: attributes.get('tunnel') === 'ssl',
    probed: attributes.get('method') === 'probed',
    cpe: childrenOf(element, 'cpe').map(({ text }) => text),
  };
}
