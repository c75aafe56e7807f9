import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { hasPort } from '../../../targets/endpoint.js';
import { observationOf } from '../../http-transcript/http-finding.js';
import { HttpTranscript } from '../../http-transcript/http-transcript.js';
import { httpVerdict } from '../../http-transcript/http-verdict.js';
import { webPageOf, webServiceOf } from '../../web-address.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { exposuresFor } from './exposure-list.js';
import { judgeExposures, type Judgement } from './exposure-judgement.js';
import { listingsOf } from './exposures/listing.exposures.js';

const QUICK = 'the quick profile asks for the most telling files only';

/** Reads the transcript of one run. Files are judged at its end, when all that they are compared with is there. */
export class ExposedFilesParser implements ToolParser {
  private readonly transcript = new HttpTranscript();

  constructor(private readonly request: ToolRunRequest) {}

  *write(stream: OutputStream, text: string): Generator<ToolEvent> {
    if (stream !== 'stdout') return;
    for (const { path, result } of this.transcript.push(text)) {
      if (result.kind !== 'answered') yield { type: 'log', line: `${path}: ${result.reason}` };
      else if (result.status < 400) yield { type: 'log', line: `${path}: ${result.status}` };
      yield { type: 'progress', percent: this.transcript.percent };
    }
  }

  end(exit: ProcessExit): ToolEnd {
    this.transcript.flush();
    const { endpoint, profile } = this.request;
    const { places, gaps } = this.judged();
    const reach = { family: 'http.files', gaps, ...(profile === 'quick' ? { leftOut: QUICK } : {}) } as const;
    return {
      events: places.map(({ path, finding }) => {
        return { type: 'observation', observation: observationOf(finding, webPageOf(endpoint, path)) };
      }),
      verdict: httpVerdict(this.transcript, exit, webServiceOf(endpoint), [reach]),
    };
  }

  private judged(): Judgement {
    const { endpoint, profile } = this.request;
    if (!hasPort(endpoint)) return { places: [], gaps: [] };
    const planned = exposuresFor(endpoint, profile);
    const known = new Set(planned.map(({ path }) => path));
    const others = [...this.transcript.answers, ...this.transcript.unanswered].map(({ path }) => path);
    const folders = others.filter((path) => path.endsWith('/') && !known.has(path) && !path.includes('/plx-'));
    return judgeExposures(this.transcript, [...planned, ...listingsOf([...new Set(folders)])]);
  }
}
