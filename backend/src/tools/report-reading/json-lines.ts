import { numberedLines } from './numbered-lines.js';
import { UnreadableReportError } from './report.errors.js';

/** One line of JSON. */
export interface JsonLine {
  readonly value: unknown;
  /** Counted from 1. */
  readonly line: number;
}

/** A line that is no JSON: what a tool has printed in between. */
export interface OtherLine {
  readonly text: string;
  readonly line: number;
}

/**
 * The lines of a file that has one JSON object a line; empty ones are left out.
 * @throws UnreadableReportError for a line that begins as an object and is none
 */
export async function* jsonLines(pieces: AsyncIterable<string>): AsyncGenerator<JsonLine | OtherLine> {
  for await (const { text, line } of numberedLines(pieces)) {
    const trimmed = text.trim();
    if (trimmed === '') continue;
    yield trimmed.startsWith('{') ? { value: parsed(trimmed, line), line } : { text: trimmed, line };
  }
}

function parsed(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableReportError('this is not JSON, or it is cut short', line);
  }
}
