const LOGGED = /^\[\d\d:\d\d:\d\d\] \[([A-Z]{4,8})\] (.*)$/;
const TARGETS = /^found a total of (\d{1,6}) targets$/;
const TARGET = /^testing URL '/;
/** A link of which every parameter was tried in a link before. */
const SEEN_TARGET = /^skipping 'https?:/;
const BEGUN = /^testing for SQL injection on .*parameter '/;
const REFUTED = /parameter '.*' does not seem to be injectable$/;
const PROVEN = /parameter '.*' is vulnerable\. Do you want to keep testing the others/;
/** By name, such as that of a session. */
const IGNORED = /^(?:ignoring|skipping (?!previously)).*parameter '/;
const NOT_FOUND = /^page not found \(404\)/;
const RETRY = /sqlmap is going to retry the request/;
const NONE_INJECTABLE = /^all tested parameters do not appear to be injectable/;
const GAVE_UP = /^there seems to be a continuous problem with connection to the target/;
const INTERRUPTED = /^user aborted/;
const ENDED = /^\[\*\] ending @ /;
/** `403 (Forbidden) - 59 times, 500 (Internal Server Error) - 3 times` */
const ERROR_CODES = /(\d{3}) \([^)]{1,60}\) - (\d{1,9}) times/g;
/** Statuses by which something in front of the application turns requests away. */
const REFUSALS = [401, 403, 406, 429, 503];
const USAGE_ERROR = /^sqlmap: error: (.+)$/;
const MAX_REASON_LENGTH = 300;

/** What sqlmap tells of its run, line by line. */
export class SqlmapAccount {
  /** Pages with parameters, as far as sqlmap has come; and how many there are. */
  pages = 0;
  totalPages = 1;
  /** Parameters that were begun with, and those of them on which there is a judgement. */
  begun = 0;
  judged = 0;
  ignored = 0;
  notFound = 0;
  /** Requests that were turned away. */
  refused = 0;
  /** The first thing that went wrong, and was not made up for by asking again. */
  complaint?: string;
  finished = false;

  /** Takes a line of stdout; returns the lines for people in it. */
  readOutput(line: string): string[] {
    const [, level = '', message = line] = LOGGED.exec(line) ?? [];
    if (ENDED.test(line)) this.finished = true;
    if (PROVEN.test(line)) this.judged += 1;
    if (GAVE_UP.test(line)) this.complain('the target stopped answering');
    if (level === '' && /^\d{3} \(/.test(line)) this.countRefusals(line);
    if (level === 'CRITICAL' || level === 'ERROR') return this.readProblem(message);
    if (level === 'INFO' || level === 'WARNING') return this.readStep(message);
    return [];
  }

  /** Takes a line of stderr; returns the lines for people in it. */
  readError(line: string): string[] {
    const [, problem] = USAGE_ERROR.exec(line) ?? [];
    if (problem !== undefined) this.complain(problem);
    return line === '' ? [] : [line];
  }

  private readStep(message: string): string[] {
    this.totalPages = Math.max(this.totalPages, Number(TARGETS.exec(message)?.[1] ?? 0));
    if (SEEN_TARGET.test(message)) this.pages += 1;
    if (BEGUN.test(message)) this.begun += 1;
    if (IGNORED.test(message)) this.ignored += 1;
    if (INTERRUPTED.test(message)) this.complain('sqlmap was interrupted');
    if (REFUTED.test(message)) {
      this.judged += 1;
      return [message];
    }
    if (!TARGET.test(message)) return [];
    this.pages += 1;
    return [message];
  }

  private readProblem(message: string): string[] {
    if (RETRY.test(message) || NONE_INJECTABLE.test(message)) return [];
    if (NOT_FOUND.test(message)) this.notFound += 1;
    else this.complain(message);
    return [message];
  }

  private countRefusals(line: string): void {
    for (const [, status, times] of line.matchAll(ERROR_CODES)) {
      if (REFUSALS.includes(Number(status))) this.refused += Number(times);
    }
  }

  private complain(reason: string): void {
    this.complaint ??= reason.slice(0, MAX_REASON_LENGTH);
  }
}
