import { findingIn, type GobusterFinding } from './gobuster.lines.js';

/** A word list has fewer paths; more lines than this are not gobuster's. */
const MAX_FINDINGS = 5000;

/** Has no line end: what comes next stands behind it on the same line. */
const PROGRESS = /^Progress: (\d+) \/ (\d+)(?: \([\d.]+%\))?/;
/** A request that got no answer; `Error:` in front of it would be the end of the run. */
const UNANSWERED = /^\[(?:ERROR|!)\]\s*(?:[\d/]+ [\d:]+ )?(?:\[!\] )?(.+)$/;
const FATAL = /^Error: (?:error on (?:running gobuster|parsing arguments): )?(.+)$/;
const FINISHED = /^(?:[\d/]+ [\d:]+ )?Finished$/;
const INTERRUPTED = /^\[!\] Keyboard interrupt/;
const CATCH_ALL = /matches the provided options for non existing urls\. \S+ => (\d{3})/;

/** What gobuster tells of its run, on both streams. */
export class GobusterAccount {
  readonly findings: GobusterFinding[] = [];
  percent = 0;
  /** Requests that got no answer, and why the first of them got none. */
  unanswered = 0;
  complaint?: string;
  /** What gobuster ended for. */
  fatal?: string;
  finished = false;
  interrupted = false;
  leftOut = 0;

  /** Takes a line of stdout; returns the line for people in it. */
  readOutput(line: string): string[] {
    const finding = findingIn(line);
    if (finding !== undefined) return this.take(finding);
    if (INTERRUPTED.test(line)) this.interrupted = true;
    if (FINISHED.test(line)) this.finished = true;
    return [];
  }

  /** Takes a line of stderr; returns the lines for people in it. */
  readError(text: string): string[] {
    const line = this.withoutProgress(text);
    if (line === '') return [];
    const fatal = FATAL.exec(line)?.[1];
    if (fatal !== undefined) this.fatal ??= inWords(fatal);
    else {
      this.unanswered += 1;
      this.complaint ??= (UNANSWERED.exec(line)?.[1] ?? line).slice(0, 300);
    }
    return [line];
  }

  private withoutProgress(line: string): string {
    const [progress = '', made, total] = PROGRESS.exec(line) ?? [];
    if (Number(total) > 0) this.percent = Math.floor((100 * Number(made)) / Number(total));
    return line.slice(progress.length).trim();
  }

  private take(finding: GobusterFinding): string[] {
    if (this.findings.length >= MAX_FINDINGS) {
      this.leftOut += 1;
      return [];
    }
    this.findings.push(finding);
    return [finding.text];
  }
}

/** gobuster asks for one path that nobody has, and does not begin when that is answered. */
function inWords(fatal: string): string {
  const status = CATCH_ALL.exec(fatal)?.[1];
  return status === undefined
    ? fatal.slice(0, 300)
    : `gobuster tried no path: the server answers ${status} to paths that do not exist`;
}
