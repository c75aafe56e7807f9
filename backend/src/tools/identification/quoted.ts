import { evidenceOf } from '../../findings/evidence.js';

const SHOWN_LENGTH = 80;

/** Bytes of a stranger as one short line in quotation marks; what cannot be printed becomes a dot. */
export function quoted(bytes: Buffer): string {
  const [line = ''] = bytes
    .toString('latin1')
    .trimStart()
    .split(/[\r\n]/, 1);
  return `"${evidenceOf(line.replace(/[^\x20-\x7e]/g, '.'), SHOWN_LENGTH)}"`;
}
