import { stripControls } from '../../../findings/evidence.js';
import { LineSplitter } from '../../../platform/process/line-splitter.js';

const PROGRESS = /Progress: \[(\d+)\/(\d+)\].*?Errors: (\d+)/;
/** What ffuf says when its own time limit ended it. */
const MAX_TIME = /^Maximum running time/;

/** What ffuf tells about itself on stderr while it runs. */
export class FfufProgress {
  /** ffuf rewrites one line: pieces end in a carriage return. */
  private readonly lines = new LineSplitter();
  /** Requests made, of how many, and how many of them got no answer; undefined before the first line. */
  count?: { readonly made: number; readonly total: number; readonly failed: number };
  reachedMaxTime = false;
  /** The first line that is neither progress nor empty. */
  complaint?: string;

  /** Takes a piece of stderr; returns the lines for people in it. */
  push(text: string): string[] {
    return this.lines.push(text.replaceAll('\r', '\n')).flatMap((line) => this.read(line));
  }

  flush(): string[] {
    return this.lines.flush().flatMap((line) => this.read(line));
  }

  private read(raw: string): string[] {
    const line = stripControls(raw).trim();
    if (line === '') return [];
    const progress = PROGRESS.exec(line);
    if (progress !== null) {
      this.count = { made: Number(progress[1]), total: Number(progress[2]), failed: Number(progress[3]) };
      return [];
    }
    if (MAX_TIME.test(line)) this.reachedMaxTime = true;
    else this.complaint ??= line.slice(0, 300);
    return [line];
  }
}
