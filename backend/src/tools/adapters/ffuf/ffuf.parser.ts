import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { baselineOf, isNobodysPath } from '../../path-discovery/path-baseline.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { FfufProgress } from './ffuf.progress.js';
import { answerIn, observationOf } from './ffuf.rules.js';
import { reportOf } from './ffuf.schema.js';
import { ffufVerdict } from './ffuf.verdict.js';

/** A report longer than this is not read: the word lists cannot fill it. In characters. */
const MAX_REPORT_LENGTH = 8 * 1024 * 1024;

/** Follows the progress on stderr and reads the report, which ffuf writes in one piece when it ends. */
export class FfufParser implements ToolParser {
  private readonly progress = new FfufProgress();
  private readonly pieces: string[] = [];
  private length = 0;
  private percent = 0;

  constructor(private readonly request: ToolRunRequest) {}

  *write(stream: OutputStream, text: string): Generator<ToolEvent> {
    if (stream === 'report') this.keep(text);
    if (stream !== 'stderr') return;
    for (const line of this.progress.push(text)) yield { type: 'log', line };
    yield* this.advance();
  }

  end(exit: ProcessExit): ToolEnd {
    const logged = this.progress.flush().map((line): ToolEvent => ({ type: 'log', line }));
    const report = reportOf(this.pieces.join(''));
    const baseline = baselineOf((report?.results ?? []).map(answerIn));
    const found = (report?.results ?? []).filter(
      (result) => !isNobodysPath(result.input.FUZZ) && !baseline.covers(answerIn(result)),
    );
    const observed = found.map((result): ToolEvent => ({
      type: 'observation',
      observation: observationOf(result, this.request.endpoint),
    }));
    return {
      events: [...logged, ...this.advance(), ...observed],
      verdict: ffufVerdict({ report, baseline, progress: this.progress, exit, request: this.request }),
    };
  }

  /** A report that is too long is cut, and then is none: what cannot be read ends in the verdict's reason. */
  private keep(text: string): void {
    const room = MAX_REPORT_LENGTH - this.length;
    if (room <= 0) return;
    this.pieces.push(text.slice(0, room));
    this.length += text.length;
  }

  private *advance(): Generator<ToolEvent> {
    const { count } = this.progress;
    if (count === undefined || count.total === 0) return;
    const percent = Math.min(100, Math.floor((100 * count.made) / count.total));
    if (percent <= this.percent) return;
    this.percent = percent;
    yield { type: 'progress', percent };
  }
}
