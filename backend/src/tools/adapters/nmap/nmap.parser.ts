import { evidenceOf } from '../../../findings/evidence.js';
import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { LineSplitter } from '../../../platform/process/line-splitter.js';
import { type Endpoint, type Protocol, type ServiceEndpoint, type Transport } from '../../../targets/endpoint.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { type OpenPort, openPortOf } from './nmap-coverage.js';
import { type NmapFinding } from './nmap-finding.js';
import { NmapReport, type NmapPort, type NmapReportPart, type NmapService } from './nmap-report.js';
import { type NmapScript } from './nmap-script.js';
import { nmapObservation, scriptReading } from './nmap-observations.js';
import { SCRIPTS } from './nmap-scripts.js';
import { newsOf } from './nmap-stdout.js';
import { nmapVerdict } from './nmap-verdict.js';
import { protocolOf, serviceFindings } from './service-rules.js';

/** Characters of what nmap wrote to stderr that are shown when it failed. */
const LAST_WORDS_LENGTH = 300;

/** Reads the verbose output while the scan goes on, for open ports and progress, and the report when it has ended. */
export class NmapParser implements ToolParser {
  private readonly lines = new LineSplitter();
  private readonly report = new NmapReport();
  private readonly host: Endpoint;
  /** Ports that were reported open, as `80/tcp`. */
  private readonly known = new Set<string>();
  private readonly open: OpenPort[] = [];
  private progress = 0;
  private lastWords = '';

  constructor(private readonly request: ToolRunRequest) {
    this.host = { host: request.endpoint.host, address: request.endpoint.address };
  }

  *write(stream: OutputStream, text: string): Generator<ToolEvent> {
    if (stream === 'stderr') this.lastWords = (this.lastWords + text).slice(-LAST_WORDS_LENGTH);
    if (stream === 'stdout') for (const line of this.lines.push(text)) yield* this.readLine(line);
    if (stream === 'report') for (const part of this.report.write(text)) yield* this.readPart(part);
  }

  end(exit: ProcessExit): ToolEnd {
    const events = this.lines.flush().flatMap((line) => [...this.readLine(line)]);
    this.report.end();
    const verdict = nmapVerdict({
      request: this.request,
      report: this.report,
      exit,
      host: this.host,
      open: this.open,
      openCount: this.known.size,
      lastWords: evidenceOf(this.lastWords, LAST_WORDS_LENGTH).replaceAll('\n', ' '),
    });
    return { events, verdict };
  }

  private *readLine(line: string): Generator<ToolEvent> {
    const news = newsOf(line);
    if (news?.type === 'open') yield* this.discovered(news.port, news.transport, line);
    if (news?.type !== 'progress' || news.percent <= this.progress) return;
    this.progress = news.percent;
    yield { type: 'progress', percent: news.percent };
  }

  private *discovered(port: number, transport: Transport, evidence: string): Generator<ToolEvent> {
    const key = `${port}/${transport}`;
    if (this.known.has(key)) return;
    this.known.add(key);
    const endpoint = this.serviceAt(port, transport);
    yield { type: 'endpoint', endpoint };
    yield this.observed({ weakness: 'net.port.open', evidence }, 'port', endpoint);
  }

  private *readPart(part: NmapReportPart): Generator<ToolEvent> {
    if (part.type === 'hostScripts') yield* this.readScripts(part.scripts, this.host);
    else if (part.port.state === 'open') yield* this.readPort(part.port);
  }

  private *readPort(port: NmapPort): Generator<ToolEvent> {
    yield* this.discovered(port.port, port.transport, `${port.port}/${port.transport} open (${port.reason})`);
    const endpoint = this.endpointOf(port);
    if (endpoint.protocol !== undefined) yield { type: 'endpoint', endpoint };
    this.open.push(openPortOf(port, endpoint, SCRIPTS[this.request.profile]));
    for (const finding of serviceFindings(port)) yield this.observed(finding, 'service', endpoint);
    yield* this.readScripts(port.scripts, endpoint, port.service);
  }

  private *readScripts(
    scripts: readonly NmapScript[],
    endpoint: Endpoint,
    service?: NmapService,
  ): Generator<ToolEvent> {
    const seenAt = this.report.startedAt;
    for (const script of scripts) {
      const { observations, note } = scriptReading(script, endpoint, { service, seenAt });
      if (note !== undefined) yield { type: 'log', line: note };
      for (const observation of observations) yield { type: 'observation', observation };
    }
  }

  private endpointOf({ port, transport, service }: NmapPort): ServiceEndpoint {
    return this.serviceAt(port, transport, protocolOf(service));
  }

  /** Written out field by field: spread from the host, each of 65,535 endpoints would take several times the memory. */
  private serviceAt(port: number, transport: Transport, protocol?: Protocol): ServiceEndpoint {
    const { host, address } = this.host;
    return protocol === undefined ? { host, address, port, transport } : { host, address, port, transport, protocol };
  }

  private observed(finding: NmapFinding, rule: string, endpoint: Endpoint): ToolEvent {
    return { type: 'observation', observation: nmapObservation(finding, rule, endpoint) };
  }
}
