import { evidenceOf } from '../../../findings/evidence.js';
import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { LineSplitter } from '../../../platform/process/line-splitter.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { judgeCipherTests } from './cipher-tests.js';
import { ReportReader } from './report-reader.js';
import { TESTSSL_PROFILES } from './testssl.profiles.js';
import { judge, type JudgedEntry } from './testssl.rules.js';
import { testsslVerdict, whyNothing } from './testssl.verdict.js';

const HEADING = /^\s*Testing /;

/** Follows the text output for its progress, and reads the report at the end: before that, nothing of it is certain. */
export class TestsslParser implements ToolParser {
  private readonly lines = new LineSplitter();
  private readonly errors = new LineSplitter();
  private readonly report = new ReportReader();
  private readonly service: Endpoint;
  private headings = 0;
  private lastWords = '';

  constructor(private readonly request: ToolRunRequest) {
    const { host, address, port, protocol } = request.endpoint;
    this.service = {
      host,
      address,
      ...(port === undefined ? {} : { port }),
      transport: 'tcp',
      ...(protocol === undefined ? {} : { protocol }),
    };
  }

  *write(stream: OutputStream, text: string): Generator<ToolEvent> {
    if (stream === 'report') this.report.write(text);
    if (stream === 'stderr') this.remember(this.errors.push(text));
    if (stream === 'stdout') for (const line of this.lines.push(text)) yield* this.follow(line);
  }

  end(exit: ProcessExit): ToolEnd {
    this.remember([...this.errors.flush(), ...this.lines.flush()]);
    const { profile } = this.request;
    const judged = whyNothing(this.report) === undefined ? this.judged() : [];
    return {
      events: judged.map((entry) => this.observed(entry)),
      verdict: testsslVerdict(this.report, { endpoint: this.service, profile, exit, lastWords: this.lastWords }),
    };
  }

  private judged(): JudgedEntry[] {
    const { entries } = this.report;
    return [...entries.flatMap((entry) => judge(entry, this.service) ?? []), ...judgeCipherTests(entries)];
  }

  private *follow(line: string): Generator<ToolEvent> {
    this.remember([line]);
    if (!HEADING.test(line)) return;
    const { steps } = TESTSSL_PROFILES[this.request.profile];
    yield { type: 'progress', percent: Math.min(95, Math.round((100 * this.headings) / steps)) };
    this.headings += 1;
  }

  private remember(lines: readonly string[]): void {
    const last = lines.findLast((line) => line.trim() !== '');
    if (last !== undefined) this.lastWords = evidenceOf(last, 200);
  }

  private observed({ entry, weakness, title, severity }: JudgedEntry): ToolEvent {
    return {
      type: 'observation',
      observation: {
        weakness,
        rule: entry.id,
        endpoint: this.service,
        toolSeverity: entry.severity,
        evidence: evidenceOf(`${entry.id} [${entry.severity}] ${entry.finding}`),
        ...(title === undefined ? {} : { title: evidenceOf(title, 200) }),
        ...(severity === undefined ? {} : { severity }),
        ...(entry.cve === undefined ? {} : { cve: entry.cve.match(/CVE-\d{4}-\d{4,7}/g) ?? [] }),
      },
    };
  }
}
