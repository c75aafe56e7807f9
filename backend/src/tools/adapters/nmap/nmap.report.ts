import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { placeOfHost } from '../../report-reading/reported-place.js';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { xmlElements } from '../../report-reading/xml-elements.js';
import { childrenOf, type XmlElement } from '../../xml-reader.js';
import { nmapObservation, scriptReading } from './nmap-observations.js';
import { type NmapPort, portOf } from './nmap-report.js';
import { scriptOf } from './nmap-script.js';
import { protocolOf, serviceFindings } from './service-rules.js';

/** Where a root element may begin: behind the declaration, a document type, a stylesheet and comments. */
const ROOT = /<nmaprun[\s>]/;

/** The XML report of nmap, `-oX`, also of masscan and other programs that write it. */
export const nmapXml: ReportFormat = {
  id: 'nmap-xml',
  name: 'Nmap XML',
  tool: 'nmap',
  versions: ['5.51', '6.47', '7.01', '7.60', '7.70', '7.80', '7.92', '7.93', '7.94'],
  framing: 'document',
  recognises: ({ text }) => ROOT.test(text),
  read: (pieces) => readNmapXml(pieces),
};

async function* readNmapXml(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  const reading = new NmapXmlReading();
  const interest = {
    whole: ['address', 'hostname', 'port', 'hostscript', 'finished'],
    opening: ['nmaprun', 'host'],
  };
  for await (const element of xmlElements(pieces, interest)) yield* reading.take(element);
  if (!reading.begun) throw new UnreadableReportError('it has no <nmaprun>');
}

/** Follows the report from host to host: a host is named before its ports. */
class NmapXmlReading {
  begun = false;
  private host: ObservedEndpoint | undefined;
  private firstHost: ObservedEndpoint | undefined;
  private seenAt: Date | undefined;

  *take(element: XmlElement): Generator<ReportItem> {
    switch (element.name) {
      case 'nmaprun':
        yield* this.begin(element);
        return;
      case 'host':
        this.host = undefined;
        return;
      case 'address':
        return this.takeAddress(element);
      case 'hostname':
        return this.takeName(element);
      case 'hostscript':
        yield* this.readScripts(element);
        return;
      case 'finished':
        if (this.firstHost !== undefined) yield { type: 'run', run: { place: this.firstHost } };
        yield* finishedAt(element);
        return;
      default:
        yield* this.readPort(element);
        return;
    }
  }

  private *begin({ attributes }: XmlElement): Generator<ReportItem> {
    this.begun = true;
    this.seenAt = timeOf(attributes.get('start'));
    const [toolVersion, command] = [attributes.get('version'), attributes.get('args')];
    yield {
      type: 'run',
      run: {
        ...(toolVersion === undefined ? {} : { toolVersion: evidenceOf(toolVersion, 50) }),
        ...(command === undefined ? {} : { command: evidenceOf(command, 2000) }),
        ...(this.seenAt === undefined ? {} : { startedAt: this.seenAt.toISOString() }),
      },
    };
  }

  /** The first IP address counts; a MAC address is none. */
  private takeAddress({ attributes }: XmlElement): void {
    if (attributes.get('addrtype') === 'mac') return;
    this.host ??= placeOfHost(attributes.get('addr') ?? '');
    this.firstHost ??= this.host;
  }

  /** The name by which the user asked for the host; what DNS says of its address is not what was examined. */
  private takeName({ attributes }: XmlElement): void {
    if (attributes.get('type') !== 'user') return;
    const address = this.host?.address;
    this.host = placeOfHost(attributes.get('name') ?? '', { address }) ?? this.host;
  }

  private *readPort(element: XmlElement): Generator<ReportItem> {
    const port = portOf(element);
    if (port === undefined) {
      yield { type: 'skipped', reason: 'a port without a number or protocol', line: element.line };
      return;
    }
    if (port.state !== 'open') return;
    const endpoint = this.endpointOf(port);
    if (endpoint === undefined) {
      yield { type: 'skipped', reason: 'a port of a host without address', line: element.line };
      return;
    }
    const evidence = `${port.port}/${port.transport} open (${port.reason})`;
    yield observed(nmapObservation({ weakness: 'net.port.open', evidence }, 'port', endpoint));
    for (const finding of serviceFindings(port)) yield observed(nmapObservation(finding, 'service', endpoint));
    for (const script of port.scripts) {
      yield* scriptReading(script, endpoint, { service: port.service, seenAt: this.seenAt }).observations.map(observed);
    }
  }

  private *readScripts(element: XmlElement): Generator<ReportItem> {
    for (const script of childrenOf(element, 'script').map(scriptOf)) {
      if (this.host === undefined)
        yield { type: 'skipped', reason: 'a script of a host without address', line: element.line };
      else yield* scriptReading(script, this.host, { seenAt: this.seenAt }).observations.map(observed);
    }
  }

  private endpointOf({ port, transport, service }: NmapPort): ObservedEndpoint | undefined {
    if (this.host === undefined) return undefined;
    const protocol = protocolOf(service);
    return { ...this.host, port, transport, ...(protocol === undefined ? {} : { protocol }) };
  }
}

function observed(observation: Observation): ReportItem {
  return { type: 'observation', observation };
}

function* finishedAt({ attributes }: XmlElement): Generator<ReportItem> {
  const time = timeOf(attributes.get('time'));
  if (time !== undefined) yield { type: 'run', run: { finishedAt: time.toISOString() } };
}

/** Seconds since 1970, as nmap writes them. */
function timeOf(text: string | undefined): Date | undefined {
  const seconds = Number(text);
  return Number.isFinite(seconds) && seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000) : undefined;
}
