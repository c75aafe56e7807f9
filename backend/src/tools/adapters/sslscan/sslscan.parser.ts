import { evidenceOf } from '../../../findings/evidence.js';
import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { certificateResult } from './sslscan-certificate.js';
import { cipherFindings } from './sslscan-ciphers.js';
import { SslscanFacts } from './sslscan-facts.js';
import { type SslscanFinding } from './sslscan-finding.js';
import { flawFindings, protocolFindings } from './sslscan-session.js';
import { sslscanVerdict } from './sslscan-verdict.js';

/** Characters of the program's words outside of its report that are shown when it failed. */
const LAST_WORDS_LENGTH = 300;

/** How far the run has come when an element of the kind is complete, in percent. */
const PROGRESS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    protocol: 15,
    renegotiation: 20,
    heartbleed: 30,
    cipher: 60,
    group: 80,
    certificate: 95,
  }),
);

/** Reads the XML report of one run; the findings follow when all of it is known. */
export class SslscanParser implements ToolParser {
  private readonly facts = new SslscanFacts();
  private readonly service: Endpoint;
  private progress = 0;
  private lastWords = '';

  constructor(request: ToolRunRequest) {
    this.service = serviceOf(request.endpoint);
  }

  *write(stream: OutputStream, text: string): Generator<ToolEvent> {
    if (stream === 'stderr') this.lastWords = (this.lastWords + text).slice(-LAST_WORDS_LENGTH);
    if (stream !== 'stdout') return;
    for (const name of this.facts.write(text)) {
      const percent = PROGRESS.get(name) ?? 0;
      if (percent <= this.progress) continue;
      this.progress = percent;
      yield { type: 'progress', percent };
    }
  }

  end(exit: ProcessExit): ToolEnd {
    this.facts.end();
    const certificates = certificateResult(this.facts, this.service.host);
    const findings = [
      ...protocolFindings(this.facts),
      ...cipherFindings(this.facts),
      ...flawFindings(this.facts),
      ...certificates.findings,
    ];
    const verdict = sslscanVerdict(this.facts, {
      endpoint: this.service,
      exit,
      certificateGaps: certificates.gaps,
      lastWords: evidenceOf(this.lastWords, LAST_WORDS_LENGTH),
    });
    return { events: findings.map((finding) => this.observed(finding)), verdict };
  }

  private observed(finding: SslscanFinding): ToolEvent {
    const observation = { ...finding, endpoint: this.service, evidence: evidenceOf(finding.evidence) };
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
