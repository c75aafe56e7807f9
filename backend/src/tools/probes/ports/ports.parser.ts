import { evidenceOf } from '../../../findings/evidence.js';
import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { LineSplitter } from '../../../platform/process/line-splitter.js';
import { type Endpoint, type ServiceEndpoint } from '../../../targets/endpoint.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { type PortFinding } from './port-finding.js';
import { PortsTranscript } from './ports-transcript.js';
import { portsVerdict } from './ports-verdict.js';
import { portsLineSchema, type PortsLine, type PortsLineOf } from './ports.schema.js';
import { judgeTalk } from './service-findings.js';

/** The list of all ports fits; a longer line is none of ours. */
const MAX_LINE_LENGTH = 1024 * 1024;

/** Reads the transcript of one run. Open ports are reported as they are found, services as they are recognised. */
export class PortsParser implements ToolParser {
  private readonly lines = new LineSplitter(MAX_LINE_LENGTH);
  private readonly transcript = new PortsTranscript();
  private readonly host: Endpoint;

  constructor({ endpoint }: ToolRunRequest) {
    this.host = { host: endpoint.host, address: endpoint.address };
  }

  *write(stream: OutputStream, text: string): Generator<ToolEvent> {
    if (stream !== 'stdout') return;
    for (const line of this.lines.push(text)) yield* this.read(line);
  }

  end(exit: ProcessExit): ToolEnd {
    const events = this.lines.flush().flatMap((line) => [...this.read(line)]);
    return { events, verdict: portsVerdict(this.transcript, exit, this.host) };
  }

  private *read(text: string): Generator<ToolEvent> {
    const line = lineOf(text);
    if (line === undefined) return;
    const known = line.type === 'open' && this.transcript.open.has(line.port);
    this.transcript.add(line);
    if (!known) yield* this.eventsOf(line);
  }

  private *eventsOf(line: PortsLine): Generator<ToolEvent> {
    switch (line.type) {
      case 'open':
        yield { type: 'endpoint', endpoint: this.service(line.port) };
        yield this.observed(line.port, {
          weakness: 'net.port.open',
          rule: 'port-open',
          evidence: `a connection to ${this.host.address} on TCP port ${line.port} was accepted after ${line.ms} ms`,
        });
        yield { type: 'log', line: `${line.port}/tcp is open` };
        return;
      case 'talk':
        yield* this.judged(line);
        return;
      case 'progress':
        yield { type: 'progress', percent: Math.round((100 * line.settled) / Math.max(1, line.total)) };
        return;
      case 'strain':
        yield {
          type: 'log',
          line: `this machine ran short (${line.code}): ${line.connections} connections at once from now on`,
        };
        return;
      case 'stopped':
        yield { type: 'log', line: `given up: ${line.reason}` };
        return;
      case 'states':
        yield { type: 'log', line: this.summary() };
        return;
      case 'start':
      case 'end':
        return;
    }
  }

  private *judged(talk: PortsLineOf<'talk'>): Generator<ToolEvent> {
    const { service, findings, settled } = judgeTalk(talk);
    if (settled === true) this.transcript.settled.add(talk.port);
    if (service !== undefined) {
      this.transcript.recognised.add(talk.port);
      yield { type: 'log', line: `${talk.port}/tcp speaks ${service}` };
    }
    for (const finding of findings) yield this.observed(talk.port, finding);
  }

  private observed(port: number, { weakness, rule, evidence }: PortFinding): ToolEvent {
    return {
      type: 'observation',
      observation: { weakness, rule, endpoint: this.service(port), evidence: evidenceOf(evidence) },
    };
  }

  private service(port: number): ServiceEndpoint {
    return { ...this.host, port, transport: 'tcp' };
  }

  private summary(): string {
    const { open } = this.transcript;
    const counts = (['closed', 'unanswered', 'unreachable', 'unknown'] as const).map(
      (state) => `${this.transcript.portsThatAre(state).length} ${state}`,
    );
    return `${open.size} open, ${counts.join(', ')}`;
  }
}

/** A line that is not ours, or is cut, is left out: the missing end line makes the run partial. */
function lineOf(text: string): PortsLine | undefined {
  try {
    return portsLineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // JSON.parse on a cut line
  }
}
