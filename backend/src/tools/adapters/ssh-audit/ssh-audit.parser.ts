import { evidenceOf } from '../../../findings/evidence.js';
import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { LineSplitter } from '../../../platform/process/line-splitter.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { sshAuditObservations } from './ssh-audit.observations.js';
import { resultIn, type SshAuditResult } from './ssh-audit.schema.js';
import { type SshAuditReading, sshAuditVerdict } from './ssh-audit.verdict.js';

/** Characters of a result, which comes as one line: a server's lists are at most as long as a packet of SSH. */
const MAX_RESULT_LENGTH = 1024 * 1024;
/** No server offers so many weak algorithms; what goes beyond is not a server's answer. */
const MAX_OBSERVATIONS = 500;

/** Reads the one line of JSON that ssh-audit writes at its end, and the line of text that says what went wrong. */
export class SshAuditParser implements ToolParser {
  private readonly output = new LineSplitter(MAX_RESULT_LENGTH);
  private readonly errors = new LineSplitter();
  private readonly reading: SshAuditReading = {};
  private readonly endpoint: Endpoint;

  constructor({ endpoint }: ToolRunRequest) {
    const { host, address, port } = endpoint;
    this.endpoint = { host, address, ...(port === undefined ? {} : { port }), transport: 'tcp', protocol: 'ssh' };
  }

  *write(stream: OutputStream, text: string): Generator<ToolEvent> {
    if (stream === 'stdout') for (const line of this.output.push(text)) yield* this.read(line);
    if (stream === 'stderr') for (const line of this.errors.push(text)) yield* this.complain(line);
  }

  end(exit: ProcessExit): ToolEnd {
    const events = [
      ...this.output.flush().flatMap((line) => [...this.read(line)]),
      ...this.errors.flush().flatMap((line) => [...this.complain(line)]),
    ];
    return { events, verdict: sshAuditVerdict(this.reading, exit, this.endpoint) };
  }

  private *read(line: string): Generator<ToolEvent> {
    if (!line.startsWith('{')) yield* this.complain(line);
    else if (this.reading.result !== undefined) yield* this.complain('a second result');
    else yield* this.take(resultIn(line));
  }

  private *take(result: SshAuditResult | undefined): Generator<ToolEvent> {
    if (result === undefined) {
      yield* this.complain('the result cannot be read');
      return;
    }
    const observations = sshAuditObservations(result, this.endpoint);
    this.reading.result = result;
    this.reading.leftOut = Math.max(0, observations.length - MAX_OBSERVATIONS);
    for (const observation of observations.slice(0, MAX_OBSERVATIONS)) yield { type: 'observation', observation };
  }

  /** Whatever ssh-audit prints beside its result says why there is no more of it. */
  private *complain(line: string): Generator<ToolEvent> {
    const complaint = evidenceOf(line, 300).replace(/^\[exception\] /, '');
    if (complaint === '') return;
    this.reading.complaint ??= complaint;
    yield { type: 'log', line: complaint };
  }
}
