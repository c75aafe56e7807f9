import { stripControls } from '../findings/evidence.js';
import { LineSplitter } from '../platform/process/line-splitter.js';

/** Lines longer than this are cut for display. */
const MAX_SHOWN_LENGTH = 2000;
/** So many of the last lines are kept while a run is in progress; afterwards the artefact has them all. */
const KEPT_LINES = 2000;

/** The log of a run in progress: its last lines, cleaned for display. */
export class RunLog {
  private readonly kept: string[] = [];
  private readonly splitter = new LineSplitter();
  private fresh: string[] = [];
  private added = 0;

  /** Takes raw text of a process. */
  addText(text: string): void {
    const lines = this.splitter.push(text);
    // A flood of short lines: cleaning those that nobody can see would take the processor a minute for each 50 MB.
    const unseen = Math.max(0, lines.length - KEPT_LINES);
    this.added += unseen;
    for (const line of lines.slice(unseen)) this.addLine(line);
  }

  addLine(line: string): void {
    const shown = shownLine(line);
    if (shown === '') return;
    this.added += 1;
    this.fresh.push(shown);
    this.kept.push(shown);
    if (this.kept.length > 2 * KEPT_LINES) this.kept.splice(0, this.kept.length - KEPT_LINES);
    if (this.fresh.length > KEPT_LINES) this.fresh.splice(0, this.fresh.length - KEPT_LINES);
  }

  /** The lines since the last call. */
  takeFresh(): readonly string[] {
    const lines = this.fresh;
    this.fresh = [];
    return lines;
  }

  /** Takes the last line when it had no line end. */
  end(): void {
    for (const line of this.splitter.flush()) this.addLine(line);
  }

  /** How many lines were added, those no longer kept included. */
  get length(): number {
    return this.added;
  }

  tail(count: number): readonly string[] {
    return this.kept.slice(-count);
  }
}

/** A line as people may see it: no terminal codes; of a line that rewrites itself by carriage returns, the last state. */
export function shownLine(line: string): string {
  const last =
    line
      .split('\r')
      .filter((part) => part.trim() !== '')
      .at(-1) ?? '';
  return stripControls(last).trimEnd().slice(0, MAX_SHOWN_LENGTH);
}
