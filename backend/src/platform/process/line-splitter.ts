/** Lines longer than this are cut: a tool that prints one endless line must not fill the memory. */
export const MAX_LINE_LENGTH = 64 * 1024;

/** Cuts text that arrives in pieces into lines. Keeps at most one line, of bounded length, in memory. */
export class LineSplitter {
  private pending = '';
  /** Whether the rest of the current line is being dropped because it is too long. */
  private dropping = false;
  /** How many lines were cut short. */
  cutLines = 0;

  constructor(private readonly maxLength = MAX_LINE_LENGTH) {}

  /** Returns the lines completed by this piece, without line ends; a too long line is returned cut. */
  push(text: string): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      this.append(text.slice(start, end));
      lines.push(this.take());
      start = end + 1;
    }
    this.append(text.slice(start));
    return lines;
  }

  /** Returns the last line when it had no line end. */
  flush(): string[] {
    return this.pending === '' ? [] : [this.take()];
  }

  private append(piece: string): void {
    if (this.dropping) return;
    const room = this.maxLength - this.pending.length;
    if (piece.length <= room) {
      this.pending += piece;
      return;
    }
    this.pending += piece.slice(0, room);
    this.dropping = true;
    this.cutLines += 1;
  }

  private take(): string {
    const line = this.pending.endsWith('\r') ? this.pending.slice(0, -1) : this.pending;
    this.pending = '';
    this.dropping = false;
    return line;
  }
}
