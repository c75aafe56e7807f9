import { domainToASCII, domainToUnicode } from 'node:url';
import { TargetInvalidError } from './target.errors.js';
import { quoted } from './target-text.js';

/** RFC 1035 section 2.3.4, without the trailing dot. */
const MAX_NAME_LENGTH = 253;
const MAX_LABEL_LENGTH = 63;

/**
 * Reads a host name (RFC 1123 section 2.1: letters, digits and dashes) into its canonical form: lower case, without the
 * trailing dot of a fully qualified name. Names that a lenient parser would take for an IPv4 address are refused.
 * @throws TargetInvalidError
 */
export function hostNameOf(text: string): string {
  const name = (text.endsWith('.') ? text.slice(0, -1) : text).toLowerCase();
  if (name === '') throw new TargetInvalidError('The target names no host. Give a host name or an address.');
  if (name.length > MAX_NAME_LENGTH) {
    throw new TargetInvalidError(`The host name has ${name.length} characters; DNS allows ${MAX_NAME_LENGTH}.`);
  }
  const labels = name.split('.');
  for (const label of labels) requireLabel(label);
  requireNoNumberAtTheEnd(labels.at(-1) ?? '', name);
  if (labels.some((label) => label.startsWith('xn--'))) requirePunycode(name);
  return name;
}

function requireLabel(label: string): void {
  if (label === '') {
    throw new TargetInvalidError(
      'The host name has an empty part: two dots in a row, or a dot at its start. Remove it.',
    );
  }
  if (label.length > MAX_LABEL_LENGTH) {
    throw new TargetInvalidError(
      `The part ${quoted(label)} of the host name has ${label.length} characters; DNS allows ${MAX_LABEL_LENGTH}.`,
    );
  }
  if (!/^[a-z0-9-]+$/.test(label)) {
    throw new TargetInvalidError(
      `The part ${quoted(label)} of the host name is not made of letters, digits and dashes. ` +
        'Give one plain host name, address, range (192.0.2.0/24) or URL (https://...).',
    );
  }
  if (label.startsWith('-') || label.endsWith('-')) {
    throw new TargetInvalidError(
      `The part ${quoted(label)} of the host name starts or ends with a dash. Remove the dash.`,
    );
  }
  // RFC 5890 section 2.3.1: labels with dashes in places 3 and 4 are reserved, and only xn-- is in use.
  if (label.slice(2, 4) === '--' && !label.startsWith('xn--')) {
    throw new TargetInvalidError(
      `The part ${quoted(label)} of the host name has a reserved form (two dashes after two characters).`,
    );
  }
}

/** The rule by which browsers and C libraries take a name for an IPv4 address: `127.1`, `0x7f000001`, `017700000001`. */
function requireNoNumberAtTheEnd(lastLabel: string, name: string): void {
  if (!/^(\d+|0x[0-9a-f]*)$/.test(lastLabel)) return;
  throw new TargetInvalidError(
    `${quoted(name)} ends in a number but is not an IPv4 address. ` +
      'Write an address as four decimal numbers from 0 to 255 without leading zeros: 192.0.2.1.',
  );
}

function requirePunycode(name: string): void {
  if (domainToASCII(domainToUnicode(name)) === name) return;
  throw new TargetInvalidError(
    `${quoted(name)} has a part that begins with xn-- but is not valid punycode. Check its spelling.`,
  );
}
