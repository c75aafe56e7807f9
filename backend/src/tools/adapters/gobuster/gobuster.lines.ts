import { stripControls } from '../../../findings/evidence.js';

/** `/admin (Status: 301) [Size: 178] [--> http://host/admin/]`; an address in place of the path with `--expanded`. */
const FOUND = /^(?!Found: [\w.*-]+\s)(?:Found:\s{1,5})?(\S{1,2000})\s{1,200}\(?Status:\s?(\d{3})\)?(.{0,3000})$/;
const REDIRECT = /\[-->\s{1,5}(\S{1,2000})\]/;

/** A path that answers, as `gobuster dir` prints it. */
export interface GobusterFinding {
  /** A path with or without slash in front, or an address. */
  readonly place: string;
  readonly status: number;
  /** Where it redirects to; empty when it does not. */
  readonly redirect: string;
  /** What was printed, in one line. */
  readonly text: string;
}

/** The lines of a piece of output: progress is printed over itself, on one line of the file. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map((part) => stripControls(part).trim())
    .filter((part) => part !== '');
}

/** The path that a line tells of; undefined for any other line. */
export function findingIn(line: string): GobusterFinding | undefined {
  const [, place, status, rest = ''] = FOUND.exec(line) ?? [];
  if (place === undefined || status === undefined) return undefined;
  return {
    place,
    status: Number(status),
    redirect: REDIRECT.exec(rest)?.[1] ?? '',
    text: `${place} (Status: ${status})${rest}`,
  };
}
