import { TextDecoder } from 'node:util';
import { type Observation } from '../findings/observation.js';
import { type OutputStream, type ProcessExit } from '../platform/process/command-spec.js';
import { type ServiceEndpoint } from '../targets/endpoint.js';
import { type ToolEvent, type ToolParser, type ToolVerdict } from '../tools/tool-adapter.js';
import { type ArtefactWriter } from './run-artefact.js';
import { type RunLog } from './run-log.js';

/** Where a session sends what it learns. */
export interface SessionSinks {
  readonly parser: ToolParser;
  /** The streams that the parser reads. */
  readonly parsed: readonly OutputStream[];
  /** Keeps each piece; absent when the output is read again and kept already. */
  readonly artefact?: ArtefactWriter;
  readonly log: RunLog;
  /** The streams that people read. A probe's raw output is for machines, so it has none. */
  readonly shown: readonly OutputStream[];
  observation(observation: Observation): Promise<void> | undefined;
  endpoint(endpoint: ServiceEndpoint): void;
  progress(percent: number): void;
}

/** One pass of a tool's output through its parser: each piece is kept, shown, parsed and its events handed on, in order. */
export class RunSession {
  private readonly decoders = new Map<OutputStream, TextDecoder>();
  private parserFailure: string | undefined;

  constructor(private readonly sinks: SessionSinks) {}

  /** Takes raw bytes of a stream, cut anywhere, even inside a character. */
  takeBytes(stream: OutputStream, bytes: Uint8Array): Promise<void> {
    return this.takeText(stream, this.decoderOf(stream).decode(bytes, { stream: true }));
  }

  async takeText(stream: OutputStream, text: string): Promise<void> {
    if (text === '') return;
    await this.sinks.artefact?.write(stream, text);
    if (this.sinks.shown.includes(stream)) this.sinks.log.addText(text);
    if (this.sinks.parsed.includes(stream)) await this.parse(() => this.sinks.parser.write(stream, text));
  }

  /** Lets the parser judge the run. */
  async end(exit: ProcessExit): Promise<ToolVerdict> {
    for (const [stream, decoder] of this.decoders) await this.takeText(stream, decoder.decode());
    let verdict: ToolVerdict = { outcome: 'failed', reason: 'its output could not be read', coverage: [] };
    await this.parse(() => {
      const end = this.sinks.parser.end(exit);
      verdict = end.verdict;
      return end.events;
    });
    if (this.parserFailure === undefined) return verdict;
    return { ...verdict, outcome: 'failed', reason: `its output could not be read: ${this.parserFailure}` };
  }

  private async parse(read: () => Iterable<ToolEvent>): Promise<void> {
    if (this.parserFailure !== undefined) return;
    try {
      for (const event of read()) await this.handle(event);
    } catch (error) {
      // A parser must not throw; when one does, its run fails in words instead of taking the scan with it.
      if (!(error instanceof Error)) throw error;
      this.parserFailure = error.message;
    }
  }

  private async handle(event: ToolEvent): Promise<void> {
    switch (event.type) {
      case 'observation':
        return this.sinks.observation(event.observation);
      case 'endpoint':
        return this.sinks.endpoint(event.endpoint);
      case 'progress':
        return this.sinks.progress(Math.max(0, Math.min(100, event.percent)));
      case 'log':
        return this.sinks.log.addLine(event.line);
    }
  }

  private decoderOf(stream: OutputStream): TextDecoder {
    const known = this.decoders.get(stream);
    if (known !== undefined) return known;
    const decoder = new TextDecoder();
    this.decoders.set(stream, decoder);
    return decoder;
  }
}
