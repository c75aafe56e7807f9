import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { LineSplitter } from '../../../platform/process/line-splitter.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { cipherFindings } from './cipher-findings.js';
import { findingOfVersion, findingsOfMissingVersions } from './protocol-findings.js';
import { judgeCertificates } from './tls-certificates.js';
import { type TlsFinding } from './tls-finding.js';
import { TlsTranscript } from './tls-transcript.js';
import { tlsVerdict } from './tls-verdict.js';
import { PROTOCOL_VERSIONS, type ProtocolVersion } from './tls-versions.js';
import { tlsLineSchema, type TlsLine } from './tls.schema.js';

/** Share of the work that is done when all versions are settled, in percent. */
const VERSIONS_SHARE = 90;

/** Reads the transcript of one run. Versions are reported as they are settled, everything else at the end. */
export class TlsParser implements ToolParser {
  private readonly lines = new LineSplitter();
  private readonly transcript = new TlsTranscript();
  private readonly service: Endpoint;

  constructor(request: ToolRunRequest) {
    this.service = serviceOf(request.endpoint);
  }

  *write(stream: OutputStream, text: string): Generator<ToolEvent> {
    if (stream !== 'stdout') return;
    for (const line of this.lines.push(text)) yield* this.read(line);
  }

  end(exit: ProcessExit): ToolEnd {
    const events = this.lines.flush().flatMap((line) => [...this.read(line)]);
    const certificates = judgeCertificates(this.transcript, this.service.host);
    const findings = [
      ...findingsOfMissingVersions(this.transcript),
      ...cipherFindings(this.transcript),
      ...certificates.findings,
    ];
    return {
      events: [...events, ...findings.map((finding) => this.observed(finding))],
      verdict: tlsVerdict(this.transcript, { endpoint: this.service, certificateGaps: certificates.gaps, exit }),
    };
  }

  private *read(text: string): Generator<ToolEvent> {
    const line = lineOf(text);
    if (line === undefined) return;
    this.transcript.add(line);
    if (line.type === 'version') yield* this.settled(line.version);
  }

  private *settled(version: ProtocolVersion): Generator<ToolEvent> {
    const facts = this.transcript.version(version);
    const finding = facts === undefined ? undefined : findingOfVersion(facts);
    if (facts !== undefined) yield { type: 'log', line: `${version}: ${facts.reason ?? facts.outcome}` };
    if (finding !== undefined) yield this.observed(finding);
    const done = this.transcript.tried.length / PROTOCOL_VERSIONS.length;
    yield { type: 'progress', percent: Math.round(VERSIONS_SHARE * done) };
  }

  private observed({ weakness, rule, evidence }: TlsFinding): ToolEvent {
    const observation: Observation = { weakness, rule, endpoint: this.service, evidence: evidenceOf(evidence) };
    return { type: 'observation', observation };
  }
}

/** The service as a whole: TLS knows no paths. */
function serviceOf({ host, address, port, protocol }: Endpoint): Endpoint {
  return {
    host,
    address,
    ...(port === undefined ? {} : { port }),
    transport: 'tcp',
    ...(protocol === undefined ? {} : { protocol }),
  };
}

/** A line that is not ours, or is cut, is left out: the missing end line makes the run partial. */
function lineOf(text: string): TlsLine | undefined {
  try {
    return tlsLineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // JSON.parse on a cut line
  }
}
