import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { observationOf } from '../../http-transcript/http-finding.js';
import { HttpTranscript } from '../../http-transcript/http-transcript.js';
import { httpVerdict } from '../../http-transcript/http-verdict.js';
import { webServiceOf } from '../../web-address.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { sightingsIn } from './sightings.js';
import { technologyFindings } from './technology-findings.js';
import { technologyReach } from './technology-reach.js';

/** Reads the transcript of one run; findings come at its end, when all signs of one technology are together. */
export class TechnologyParser implements ToolParser {
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
    }
  }

  end(exit: ProcessExit): ToolEnd {
    this.transcript.flush();
    const findings = technologyFindings(sightingsIn(this.transcript));
    return {
      events: findings.map((finding) => ({
        type: 'observation',
        observation: observationOf(finding, this.service),
      })),
      verdict: httpVerdict(this.transcript, exit, this.service, technologyReach(this.transcript)),
    };
  }
}
