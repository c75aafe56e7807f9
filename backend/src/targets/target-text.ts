import { TargetInvalidError } from './target.errors.js';

/** Longest target that is read, in characters. */
export const MAX_TARGET_LENGTH = 2048;

const SHOWN_LENGTH = 60;

/**
 * Refuses what no kind of target may contain, so that everything after it works on printable ASCII without blanks.
 * @throws TargetInvalidError
 */
export function requirePlainText(input: string): void {
  if (input === '')
    throw new TargetInvalidError('The target is empty. Give a host name, an address, a range or a URL.');
  if (input.length > MAX_TARGET_LENGTH) {
    throw new TargetInvalidError(
      `The target has ${input.length} characters. Give one of at most ${MAX_TARGET_LENGTH}: a shorter path will do.`,
    );
  }
  // eslint-disable-next-line no-control-regex -- control characters are what this looks for
  if (/[\u0000-\u001f\u007f]/.test(input)) {
    throw new TargetInvalidError('The target contains a control character, such as a line end or a tab. Remove it.');
  }
  if (input.includes(' ')) {
    throw new TargetInvalidError('The target contains a space. Give one target, without blanks around or inside it.');
  }
  if (!/^[\u0021-\u007e]*$/.test(input)) {
    throw new TargetInvalidError(
      'The target contains a character outside ASCII. Give an international name in its xn-- form (punycode), ' +
        'and encode other characters of a URL as %XX.',
    );
  }
  if (input.startsWith('-')) {
    throw new TargetInvalidError(
      'The target starts with a dash, as an option would. Give a name, address, range or URL.',
    );
  }
}

/** A part of a target as it is shown in a message: in quotes, and cut when it is long. */
export function quoted(part: string): string {
  return JSON.stringify(part.length > SHOWN_LENGTH ? `${part.slice(0, SHOWN_LENGTH)}...` : part);
}
