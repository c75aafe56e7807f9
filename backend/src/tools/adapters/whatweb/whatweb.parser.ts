import { stripControls } from '../../../findings/evidence.js';
import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { LineSplitter } from '../../../platform/process/line-splitter.js';
import { isForeignAnswer } from '../../answering-address.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { pathOnService } from '../../web-address.js';
import { observationsOf } from './whatweb.rules.js';
import { answerOf, type WhatwebAnswer } from './whatweb.schema.js';
import { whatwebVerdict, type WhatwebReading } from './whatweb.verdict.js';

/** Complaints kept for the reason; the artefact has them all. */
const MAX_COMPLAINTS = 20;

/** Reads the report line by line: WhatWeb writes one answer a line, in one array that a killed run leaves open. */
export class WhatwebParser implements ToolParser {
  private readonly report = new LineSplitter();
  private readonly errors = new LineSplitter();
  private readonly reading: WhatwebReading = { answers: [], complaints: [], strangers: [], unread: 0, closed: false };

  constructor(private readonly request: ToolRunRequest) {}

  *write(stream: OutputStream, text: string): Generator<ToolEvent> {
    if (stream === 'stdout') for (const line of this.report.push(text)) yield* this.readReport(line);
    if (stream === 'stderr') for (const line of this.errors.push(text)) yield* this.readError(line);
  }

  end(exit: ProcessExit): ToolEnd {
    const events = [
      ...this.report.flush().flatMap((line) => [...this.readReport(line)]),
      ...this.errors.flush().flatMap((line) => [...this.readError(line)]),
    ];
    return { events, verdict: whatwebVerdict(this.reading, exit, this.request) };
  }

  private *readReport(line: string): Generator<ToolEvent> {
    if (line.trim() === ']') this.reading.closed = true;
    if (!line.startsWith('{')) return;
    const answer = answerOf(line);
    if (answer === undefined) {
      this.reading.unread += 1;
      return;
    }
    yield* this.take(answer);
  }

  private *take(answer: WhatwebAnswer): Generator<ToolEvent> {
    const { endpoint } = this.request;
    const path = pathOnService(endpoint, answer.target);
    const stranger = path === undefined ? answer.target : this.foreignAddress(answer);
    if (path === undefined || stranger !== undefined) {
      this.reading.strangers.push(stripControls(stranger ?? answer.target).slice(0, 200));
      yield { type: 'log', line: `left out: an answer of ${this.reading.strangers.at(-1) ?? ''}` };
      return;
    }
    this.reading.answers.push(answer);
    yield { type: 'log', line: `${path} answered ${answer.http_status ?? 'without a status'}` };
    for (const observation of observationsOf(answer, endpoint, path)) yield { type: 'observation', observation };
  }

  private foreignAddress({ plugins }: WhatwebAnswer): string | undefined {
    return plugins['IP']?.string.find((address) => isForeignAnswer(this.request.endpoint.address, address));
  }

  private *readError(line: string): Generator<ToolEvent> {
    const complaint = stripControls(line).trim();
    if (complaint === '') return;
    if (this.reading.complaints.length < MAX_COMPLAINTS) this.reading.complaints.push(complaint.slice(0, 300));
    yield { type: 'log', line: complaint };
  }
}
