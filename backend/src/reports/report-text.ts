import { TextDecoder } from 'node:util';
import { UnreadableReportError } from '../tools/report-reading/report.errors.js';

/** Bytes in which a byte order mark or an XML declaration names the encoding. */
const HEAD_BYTES = 200;

/** Encodings that XML declarations name, as the decoder knows them; all are supersets of what they are named after. */
const DECLARED = /^\s*<\?xml[^>]{0,100}\bencoding\s{0,5}=\s{0,5}["']([\w.-]{1,40})["']/;

/**
 * The text of a file in pieces: UTF-8 unless a byte order mark or an XML declaration says otherwise, without the mark.
 * @throws UnreadableReportError for bytes that are no text in that encoding, naming the line
 */
export async function* reportText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let line = 1;
  for await (const chunk of bytes) {
    decoder ??= decoderOf(chunk);
    const text = decoded(decoder, line, chunk);
    line += newlinesIn(text);
    if (text !== '') yield text;
  }
  const rest = decoder === undefined ? '' : decoded(decoder, line);
  if (rest !== '') yield rest;
}

function decoderOf(first: Uint8Array): TextDecoder {
  return new TextDecoder(encodingOf(first), { fatal: true });
}

function encodingOf(first: Uint8Array): string {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be';
  const declared = DECLARED.exec(Buffer.from(first.subarray(0, HEAD_BYTES)).toString('latin1'))?.[1];
  if (declared === undefined || /^utf-?16/i.test(declared)) return 'utf-8'; // without a mark, its declaration would not be readable
  try {
    return new TextDecoder(declared).encoding;
  } catch {
    throw new UnreadableReportError(`the encoding ${declared} is not known`, 1);
  }
}

function decoded(decoder: TextDecoder, line: number, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw new UnreadableReportError(
      `there are bytes that are not valid ${decoder.encoding.toUpperCase()}, at or after this line`,
      line,
    );
  }
}

function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
