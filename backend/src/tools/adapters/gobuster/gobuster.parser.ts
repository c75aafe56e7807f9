import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { LineSplitter } from '../../../platform/process/line-splitter.js';
import { folderOf } from '../../path-discovery/discovered-path.js';
import { baselineOf, isNobodysPath } from '../../path-discovery/path-baseline.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { GobusterAccount } from './gobuster.account.js';
import { linesOf } from './gobuster.lines.js';
import { answerIn, observationOf } from './gobuster.rules.js';
import { gobusterVerdict } from './gobuster.verdict.js';

/**
 * Follows what gobuster prints. Paths are reported at the end: until then it is not known how the server answers those that
 * do not exist.
 */
export class GobusterParser implements ToolParser {
  private readonly account = new GobusterAccount();
  private readonly output = new LineSplitter();
  private readonly errors = new LineSplitter();
  private percent = 0;

  constructor(private readonly request: ToolRunRequest) {}

  *write(stream: OutputStream, text: string): Generator<ToolEvent> {
    const pieces = text.replaceAll('\r', '\n'); // gobuster prints over its own line
    if (stream === 'stdout') yield* this.read(this.output.push(pieces), (line) => this.account.readOutput(line));
    if (stream === 'stderr') yield* this.read(this.errors.push(pieces), (line) => this.account.readError(line));
  }

  end(exit: ProcessExit): ToolEnd {
    const rest = [
      ...this.read(this.output.flush(), (line) => this.account.readOutput(line)),
      ...this.read(this.errors.flush(), (line) => this.account.readError(line)),
    ];
    const baseline = baselineOf(this.account.findings.map(answerIn));
    const observed = this.account.findings
      .filter((finding) => !isNobodysPath(answerIn(finding).word) && !baseline.covers(answerIn(finding)))
      .map((finding): ToolEvent => {
        const path = folderOf(this.request.endpoint) + answerIn(finding).word;
        return { type: 'observation', observation: observationOf(finding, path, this.request.endpoint) };
      });
    return {
      events: [...rest, ...observed],
      verdict: gobusterVerdict({ account: this.account, baseline, exit, request: this.request }),
    };
  }

  private *read(lines: readonly string[], take: (line: string) => string[]): Generator<ToolEvent> {
    for (const line of lines.flatMap(linesOf)) {
      for (const told of take(line)) yield { type: 'log', line: told };
      yield* this.advance();
    }
  }

  private *advance(): Generator<ToolEvent> {
    if (this.account.percent <= this.percent) return;
    this.percent = this.account.percent;
    yield { type: 'progress', percent: Math.min(100, this.percent) };
  }
}
