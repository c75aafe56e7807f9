import { stripControls } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { LineSplitter } from '../../../platform/process/line-splitter.js';
import { pathOf } from '../../report-reading/reported-place.js';
import { type ReportItem } from '../../report-format.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { webPageOf } from '../../web-address.js';
import { SqlmapAccount } from './sqlmap.account.js';
import { SqlmapReading } from './sqlmap.reading.js';
import { attackedService } from './sqlmap.target.js';
import { sqlmapVerdict } from './sqlmap.verdict.js';

/** Injection points that are kept: no site has more, and what has is not sqlmap's output. */
const MAX_POINTS = 1000;

/** Follows what sqlmap prints. A line without its end is not read: it may be the half of a name. */
export class SqlmapParser implements ToolParser {
  private readonly account = new SqlmapAccount();
  private readonly reading: SqlmapReading;
  private readonly output = new LineSplitter();
  private readonly errors = new LineSplitter();
  private found = 0;
  private percent = 0;
  private line = 0;

  constructor(private readonly request: ToolRunRequest) {
    this.reading = new SqlmapReading(() => attackedService(request.endpoint));
  }

  *write(stream: OutputStream, text: string): Generator<ToolEvent> {
    const pieces = text.replaceAll('\r', '\n'); // sqlmap prints over its own line
    if (stream === 'stdout') for (const line of this.output.push(pieces)) yield* this.readOutput(cleaned(line));
    if (stream !== 'stderr') return;
    for (const line of this.errors.push(pieces)) yield* logged(this.account.readError(cleaned(line)));
  }

  end(exit: ProcessExit): ToolEnd {
    const events = [...this.observed(this.reading.end())];
    const { account, found, request } = this;
    return { events, verdict: sqlmapVerdict({ account, found, exit, request }) };
  }

  private *readOutput(line: string): Generator<ToolEvent> {
    this.line += 1;
    yield* this.observed(this.reading.take(line, this.line));
    yield* logged(this.account.readOutput(line));
    yield* this.advance();
  }

  private *observed(items: Iterable<ReportItem>): Generator<ToolEvent> {
    for (const item of items) {
      if (item.type !== 'observation' || !this.isOurs(item.observation) || this.found >= MAX_POINTS) continue;
      this.found += 1;
      const { endpoint } = item.observation;
      const page = webPageOf(this.request.endpoint, pathOf(endpoint.path ?? this.request.endpoint.path ?? '/'));
      yield { type: 'observation', observation: { ...item.observation, endpoint: page } };
    }
  }

  /** The address that was attacked stands for the endpoint; of any other nothing is said. */
  private isOurs({ endpoint }: Observation): boolean {
    const { host, port } = attackedService(this.request.endpoint);
    return endpoint.host === host.toLowerCase() && endpoint.port === port;
  }

  private *advance(): Generator<ToolEvent> {
    const done = Math.max(0, this.account.pages - 1); // the last one is being tested
    const percent = Math.min(100, Math.floor((100 * done) / this.account.totalPages));
    if (percent <= this.percent) return;
    this.percent = percent;
    yield { type: 'progress', percent };
  }
}

function cleaned(line: string): string {
  return stripControls(line).trimEnd();
}

function logged(lines: readonly string[]): ToolEvent[] {
  return lines.map((line) => ({ type: 'log', line }));
}
