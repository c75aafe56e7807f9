import { LineSplitter } from '../../platform/process/line-splitter.js';
import { UnreadableReportError } from './report.errors.js';

/** Characters of the longest line that a report may have: one match of nuclei with its request and answer. */
const MAX_LINE_LENGTH = 16 * 1024 * 1024;

export interface NumberedLine {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** The lines of a text that comes in pieces cut anywhere, without line ends. @throws UnreadableReportError */
export async function* numberedLines(pieces: AsyncIterable<string>): AsyncGenerator<NumberedLine> {
  const splitter = new LineSplitter(MAX_LINE_LENGTH);
  let line = 0;
  for await (const piece of pieces) {
    for (const text of splitter.push(piece)) {
      line += 1;
      if (splitter.cutLines > 0) throw new UnreadableReportError('the line is longer than 16 MB', line);
      yield { text, line };
    }
  }
  for (const text of splitter.flush()) yield { text, line: line + 1 };
  if (splitter.cutLines > 0) throw new UnreadableReportError('the line is longer than 16 MB', line + 1);
}
