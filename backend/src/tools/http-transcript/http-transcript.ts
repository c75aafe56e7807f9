import { LineSplitter } from '../../platform/process/line-splitter.js';
import { type HttpHeader } from '../http-exchange/http-answer.js';
import { type HttpLine, httpLineSchema, type HttpLineOf } from './http-transcript.schema.js';

type Result = HttpLineOf<'exchange'>['result'];

/** One answered question with the part of the body that was kept. */
export interface RecordedAnswer extends Omit<Extract<Result, { kind: 'answered' }>, 'headers'> {
  readonly purpose: string;
  readonly method: string;
  readonly path: string;
  readonly sent: Readonly<Record<string, string>>;
  readonly headers: readonly HttpHeader[];
  /** The kept part as bytes. */
  readonly body: Buffer;
  /** The kept part as text; empty when it is none. */
  readonly text: string;
}

/** A question that got no answer. */
export interface Unanswered {
  readonly purpose: string;
  readonly path: string;
  readonly kind: 'failed' | 'timed_out';
  readonly reason: string;
}

/** Reads the lines of a transcript as they come, cut anywhere, and holds what they say. */
export class HttpTranscript {
  start: HttpLineOf<'start'> | undefined;
  brokenBy: string | undefined;
  /** Whether the collector came to its end by itself. */
  ended = false;
  /** Lines that are not ours or are cut. */
  unreadable = 0;
  readonly answers: RecordedAnswer[] = [];
  readonly unanswered: Unanswered[] = [];
  private readonly splitter = new LineSplitter();
  private readonly bodies = new Map<number, HttpLineOf<'body'>[]>();

  /** Takes the next piece; returns the exchanges that it completes. */
  push(text: string): HttpLineOf<'exchange'>[] {
    return this.splitter.push(text).flatMap((line) => this.read(line));
  }

  /** Takes what is left when nothing more comes. */
  flush(): void {
    for (const line of this.splitter.flush()) this.read(line);
  }

  /** How much of what was planned is done, in percent. */
  get percent(): number {
    const done = this.answers.length + this.unanswered.length;
    return Math.min(99, Math.round((100 * done) / Math.max(1, this.start?.questions ?? 1)));
  }

  answersTo(purpose: string): readonly RecordedAnswer[] {
    return this.answers.filter((answer) => answer.purpose === purpose);
  }

  unansweredOf(purpose: string): readonly Unanswered[] {
    return this.unanswered.filter((question) => question.purpose === purpose);
  }

  private read(text: string): HttpLineOf<'exchange'>[] {
    const line = lineOf(text);
    if (line === undefined) {
      this.unreadable += 1;
      return [];
    }
    this.add(line);
    return line.type === 'exchange' ? [line] : [];
  }

  private add(line: HttpLine): void {
    switch (line.type) {
      case 'start':
        this.start = line;
        return;
      case 'body':
        this.bodies.set(line.exchange, [...(this.bodies.get(line.exchange) ?? []), line]);
        return;
      case 'exchange':
        this.addExchange(line);
        return;
      case 'broken':
        this.brokenBy = line.reason;
        return;
      case 'end':
        this.ended = true;
        return;
    }
  }

  private addExchange({ exchange, purpose, method, path, sent = {}, result }: HttpLineOf<'exchange'>): void {
    if (result.kind !== 'answered') {
      this.unanswered.push({ purpose, path, ...result });
      return;
    }
    const pieces = this.bodies.get(exchange) ?? [];
    this.bodies.delete(exchange);
    const binary = pieces.some(({ coding }) => coding === 'base64');
    const body = Buffer.concat(
      pieces.map(({ coding, piece }) => Buffer.from(piece, coding === 'text' ? 'utf8' : coding)),
    );
    const text = binary ? '' : pieces.map(({ piece }) => piece).join('');
    this.answers.push({ ...result, purpose, method, path, sent, body, text });
  }
}

/** A line that is not ours, or is cut, is left out and counted. */
function lineOf(text: string): HttpLine | undefined {
  try {
    return httpLineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // JSON.parse on a cut line
  }
}
