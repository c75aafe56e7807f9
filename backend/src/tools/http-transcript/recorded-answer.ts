import { maskSecrets } from '../../findings/evidence.js';
import { type AnsweredExchange, type HttpHeader } from '../http-exchange/http-answer.js';
import { withoutLongRuns } from './long-runs.js';
import { type HttpLine, type HttpLineOf } from './http-transcript.schema.js';

/** Longest value of a header that is kept, in characters; policies can be long. */
const MAX_VALUE_LENGTH = 4096;
/** Headers of one answer together, in characters: a line of the transcript must stay below the limit of its reader. */
const MAX_HEADERS_LENGTH = 24_000;
/** Length of one piece of a body: escaped as JSON it is at most twice as long. */
const PIECE_LENGTH = 16 * 1024;
const KEY_ASSIGNMENT = /^([ \t]*(?:export )?[A-Z0-9_]{0,60}(?:KEY|DSN|SALT)=["']?[^\s"'*]{2})[^\s"'*]+/gm;
/** Control characters other than white space, escape and form feed: text has none. */
// eslint-disable-next-line no-control-regex -- telling text from binary data is the purpose
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/** What is kept of an answer: headers within limits, values of cookies masked. */
export function recordedAnswer(answer: AnsweredExchange): HttpLineOf<'exchange'>['result'] {
  const { status, body, bodyState } = answer;
  const kept: [string, string][] = [];
  let length = 0;
  let headersCut = 0;
  for (const header of answer.headers) {
    const [name, value] = withoutSecret(header);
    const entry: [string, string] = [name.slice(0, MAX_VALUE_LENGTH), value.slice(0, MAX_VALUE_LENGTH)];
    length += JSON.stringify(entry).length;
    if (length > MAX_HEADERS_LENGTH) headersCut += 1;
    else kept.push(entry);
    if (length <= MAX_HEADERS_LENGTH && value.length > MAX_VALUE_LENGTH) headersCut += 1;
  }
  return { kind: 'answered', status, headers: kept, headersCut, bodyBytes: body.length, bodyState };
}

/** What a transcript keeps of a body: its first bytes, as they came or with what looks like a secret masked. */
export interface BodyKeeping {
  readonly bytes: number;
  readonly secrets: 'kept' | 'masked';
}

/** The kept part of a body, as lines. */
export function bodyLines(body: Buffer, exchange: number, { bytes, secrets }: BodyKeeping): HttpLine[] {
  const kept = body.subarray(0, bytes);
  const text = textOf(kept);
  if (text === undefined) {
    return pieces(kept.length).map(([start, end]) => {
      return { type: 'body', exchange, coding: 'base64', piece: kept.subarray(start, end).toString('base64') };
    });
  }
  const safe = secrets === 'masked' ? withoutKeys(maskSecrets(withoutLongRuns(text))) : text;
  return pieces(safe.length).map(([start, end]) => {
    return { type: 'body', exchange, coding: 'text', piece: safe.slice(start, end) };
  });
}

function pieces(length: number): (readonly [start: number, end: number])[] {
  const count = Math.ceil(length / PIECE_LENGTH);
  return Array.from({ length: count }, (_, index) => [index * PIECE_LENGTH, (index + 1) * PIECE_LENGTH] as const);
}

/** Masks what is a secret in files of settings and would be none elsewhere: `APP_KEY=...`. */
function withoutKeys(text: string): string {
  return text.replace(KEY_ASSIGNMENT, '$1***');
}

/** The bytes as UTF-8 or else as Latin-1; undefined when they are no text. */
function textOf(bytes: Buffer): string | undefined {
  const latin = bytes.toString('latin1');
  if (BINARY.test(latin)) return undefined;
  const text = bytes.toString('utf8');
  return text.slice(0, -1).includes('\ufffd') ? latin : text;
}

/** Our own session's key is nobody's business, and the name and the attributes are all that is judged. */
function withoutSecret([name, value]: HttpHeader): HttpHeader {
  if (name.toLowerCase() !== 'set-cookie') return [name, value];
  return [
    name,
    value.replace(/^([^=;]*=)([^;]{3,})/, (_, key: string, secret: string) => `${key}${secret.slice(0, 2)}***`),
  ];
}
