import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { type HttpFinding, observationOf } from '../../http-transcript/http-finding.js';
import { HttpTranscript } from '../../http-transcript/http-transcript.js';
import { httpVerdict } from '../../http-transcript/http-verdict.js';
import { webServiceOf } from '../../web-address.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { cookieFindings } from './cookie-findings.js';
import { corsFindings } from './cors-findings.js';
import { headerFindings } from './header-findings.js';
import { headersReach } from './headers-reach.js';
import { methodFindings } from './method-findings.js';
import { versionFindings } from './version-findings.js';

/** Reads the transcript of one run. Everything is judged at its end: the headers of one answer explain those of another. */
export class HttpHeadersParser implements ToolParser {
  private readonly transcript = new HttpTranscript();
  private readonly service: Endpoint;

  constructor(request: ToolRunRequest) {
    this.service = webServiceOf(request.endpoint);
  }

  *write(stream: OutputStream, text: string): Generator<ToolEvent> {
    if (stream !== 'stdout') return;
    for (const { method, path, result } of this.transcript.push(text)) {
      const outcome = result.kind === 'answered' ? `${result.status}` : result.reason;
      yield { type: 'log', line: `${method} ${path}: ${outcome}` };
      yield { type: 'progress', percent: this.transcript.percent };
    }
  }

  end(exit: ProcessExit): ToolEnd {
    this.transcript.flush();
    const observed = this.findings().map((finding): ToolEvent => {
      return { type: 'observation', observation: observationOf(finding, this.service) };
    });
    return {
      events: observed,
      verdict: httpVerdict(this.transcript, exit, this.service, headersReach(this.transcript, this.service)),
    };
  }

  private findings(): HttpFinding[] {
    const { transcript, service } = this;
    return [
      ...headerFindings(transcript, service),
      ...versionFindings(transcript),
      ...cookieFindings(transcript, service),
      ...corsFindings(transcript),
      ...methodFindings(transcript),
    ];
  }
}
