import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { LineSplitter } from '../../../platform/process/line-splitter.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { WapitiAccount } from './wapiti.account.js';
import { modulesOf } from './wapiti.modules.js';
import { observationOf, type WapitiEntry } from './wapiti.observation.js';
import { reportIn } from './wapiti.schema.js';
import { wapitiVerdict } from './wapiti.verdict.js';

/** A report longer than this is not read, in characters. */
const MAX_REPORT_LENGTH = 16 * 1024 * 1024;
/** Entries that are taken: what goes beyond is a site that answers everything in the same way. */
const MAX_ENTRIES = 2000;

/** Follows what Wapiti prints, and reads the report that it writes at its end. */
export class WapitiParser implements ToolParser {
  private readonly account = new WapitiAccount();
  private readonly output = new LineSplitter();
  private readonly errors = new LineSplitter();
  private readonly pieces: string[] = [];
  private length = 0;
  private percent = 0;

  constructor(private readonly request: ToolRunRequest) {}

  *write(stream: OutputStream, text: string): Generator<ToolEvent> {
    if (stream === 'report') this.keep(text);
    if (stream === 'stdout') yield* this.read(this.output.push(text));
    if (stream === 'stderr') yield* this.read(this.errors.push(text));
  }

  end(exit: ProcessExit): ToolEnd {
    const told = [...this.read(this.output.flush()), ...this.read(this.errors.flush())];
    const report = this.length > MAX_REPORT_LENGTH ? undefined : reportIn(this.pieces.join(''));
    const { endpoint } = this.request;
    const entries = report?.entries.filter((entry) => !isMeaningless(entry, endpoint)) ?? [];
    if (entries.length > MAX_ENTRIES) this.account.leaveOut(entries.length - MAX_ENTRIES);
    const observed = entries.slice(0, MAX_ENTRIES).map((entry): ToolEvent => ({
      type: 'observation',
      observation: observationOf(entry, report?.classes.get(entry.name), endpoint),
    }));
    const verdict = wapitiVerdict({ account: this.account, report, exit, request: this.request });
    return { events: [...told, ...observed], verdict };
  }

  private *read(lines: readonly string[]): Generator<ToolEvent> {
    for (const line of lines) {
      const told = this.account.read(line);
      if (told !== undefined) yield { type: 'log', line: told };
      yield* this.advance();
    }
  }

  private *advance(): Generator<ToolEvent> {
    const percent = Math.min(
      99,
      Math.floor((100 * this.account.launched) / (modulesOf(this.request.profile).length + 1)),
    );
    if (percent <= this.percent) return;
    this.percent = percent;
    yield { type: 'progress', percent };
  }

  private keep(text: string): void {
    this.length += text.length;
    if (this.length <= MAX_REPORT_LENGTH) this.pieces.push(text);
  }
}

/** Wapiti misses the header on plain HTTP too, where none may be sent (RFC 6797, 7.2). */
function isMeaningless({ info }: WapitiEntry, { protocol }: Endpoint): boolean {
  return protocol !== 'https' && /^Strict-Transport-Security is not set/i.test(info);
}
