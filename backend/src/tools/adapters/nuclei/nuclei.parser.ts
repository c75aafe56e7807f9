import { stripControls } from '../../../findings/evidence.js';
import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { LineSplitter } from '../../../platform/process/line-splitter.js';
import { isForeignAnswer } from '../../answering-address.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { pathOnService } from '../../web-address.js';
import { NucleiAccount } from './nuclei.account.js';
import { observationOf } from './nuclei.observation.js';
import { entryOf, type NucleiMatch, type NucleiStats } from './nuclei.schema.js';
import { nucleiVerdict } from './nuclei.verdict.js';

/** Reads matches from stdout as they come, and how the run is going from stderr. */
export class NucleiParser implements ToolParser {
  private readonly out = new LineSplitter();
  private readonly err = new LineSplitter();
  private readonly account = new NucleiAccount();
  private matches = 0;
  /** Matches that lie elsewhere than on the endpoint. */
  private elsewhere = 0;
  /** Lines of JSON that could not be read. */
  private unread = 0;
  private percent = 0;

  constructor(private readonly request: ToolRunRequest) {}

  *write(stream: OutputStream, text: string): Generator<ToolEvent> {
    if (stream === 'stdout') for (const line of this.out.push(text)) yield* this.read(line);
    if (stream === 'stderr') for (const line of this.err.push(text)) yield* this.read(line);
  }

  end(exit: ProcessExit): ToolEnd {
    const events = [...this.out.flush(), ...this.err.flush()].flatMap((line) => [...this.read(line)]);
    if (this.elsewhere > 0) {
      events.push({ type: 'log', line: `${this.elsewhere} matches lie on other services and were left out` });
    }
    const { account, matches, unread, request } = this;
    return { events, verdict: nucleiVerdict({ account, matches, unread, exit, request }) };
  }

  /** Statistics have come on either stream, depending on the release. */
  private *read(line: string): Generator<ToolEvent> {
    if (!line.startsWith('{')) {
      const message = this.account.read(line);
      if (message !== undefined) yield { type: 'log', line: message };
      return;
    }
    const entry = entryOf(line);
    if (entry === undefined) this.unread += 1;
    else if ('match' in entry) yield* this.take(entry.match);
    else yield* this.advance(entry.stats);
  }

  private *take(match: NucleiMatch): Generator<ToolEvent> {
    if (!match['matcher-status']) return;
    const { endpoint } = this.request;
    const path = pathOnService(endpoint, match['matched-at']);
    if (
      path === undefined ||
      (match.ip !== undefined && match.ip !== '' && isForeignAnswer(endpoint.address, match.ip))
    ) {
      this.elsewhere += 1;
      return;
    }
    this.matches += 1;
    yield { type: 'log', line: `${stripControls(match['template-id'])} matched at ${path}` };
    yield { type: 'observation', observation: observationOf(match, endpoint, path) };
  }

  private *advance(stats: NucleiStats): Generator<ToolEvent> {
    this.account.stats = stats;
    if (stats.total === 0) return;
    const percent = Math.min(100, Math.floor((100 * stats.requests) / stats.total));
    if (percent <= this.percent) return;
    this.percent = percent;
    yield { type: 'progress', percent };
  }
}
