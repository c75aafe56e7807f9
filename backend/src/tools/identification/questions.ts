import { bracketed, type Protocol, type ServiceEndpoint } from '../../targets/endpoint.js';
import { serverNameOf } from '../lenient-tls.js';
import { beginsLikeTls, firstHello } from './first-hello.js';
import { protocolOfGreeting } from './greeting.js';
import { type Heard, type Line, NoConnection, openLine } from './line.js';

export type Place = Pick<ServiceEndpoint, 'host' | 'address' | 'port'>;

/** What came of one question: `protocol` when the answer was recognised, else the bytes and how it ended. */
export interface Answer {
  readonly protocol?: Protocol;
  readonly bytes: Buffer;
  readonly ended: 'judged' | 'silent' | 'closed' | 'aborted' | 'refused';
}

/** Something to say to a service that waits for us. */
interface Question {
  /** The next question waits so long while this one has no answer, in milliseconds. */
  readonly headStartMs: number;
  /** `line` is the connection that is open already; without one a new one is opened. */
  ask(line: Line | undefined): Promise<Answer>;
}

const DNS_PORT = 53;
/** Waits end when the caller's signal aborts; this only bounds a single one. */
const LONG_MS = 10_000;
/** How long the text after `400 Bad Request` is awaited, which may say that TLS is wanted. */
const EXPLANATION_MS = 300;
const WANTS_TLS = /plain HTTP request was sent to HTTPS|HTTP request to an HTTPS server|speaking plain HTTP to an SSL/i;
/** A question for the name servers of the root, with its length before it (RFC 1035, 4.2.2). */
const DNS_QUESTION = Buffer.from('0011506c010000010000000000000000020001', 'hex');
const DNS_IDENTIFIER = 0x506c;

/** The HTTP request that a service is asked with: for its first page, on the authorised name. */
export function httpQuestion({ host, port }: Place): string {
  const headers = [`Host: ${bracketed(host)}:${port}`, 'User-Agent: Parallax', 'Accept: */*', 'Connection: close'];
  return `GET / HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`;
}

/**
 * Asks one question after another until an answer is recognised; the first uses `line`. Slow answers still count while the
 * later questions are out, so that a busy TLS server is not taken for silent. Returns all answers, the recognised one last.
 */
export async function askInTurn(line: Line, place: Place, ends: AbortSignal): Promise<readonly Answer[]> {
  const asked: Promise<Answer>[] = [];
  let first: Line | undefined = line;
  for (const question of questionsFor(place, ends)) {
    asked.push(question.ask(first));
    first = undefined;
    const recognised = await within(firstRecognised(asked), question.headStartMs);
    if (recognised !== undefined) return [recognised];
  }
  const recognised = await firstRecognised(asked);
  return recognised === undefined ? Promise.all(asked) : [recognised];
}

/** Redis is asked before HTTP: it takes an HTTP request for an attack, logs it and hangs up. */
function questionsFor(place: Place, ends: AbortSignal): readonly Question[] {
  const question = (headStartMs: number, words: Buffer | string, judge: Judge): Question => ({
    headStartMs,
    ask: (line) => askOn(line, place, words, judge, ends),
  });
  const judge: Judge = (bytes) => protocolOf(bytes, place.port);
  const tls = question(500, firstHello(serverNameOf(place.host)), judge);
  const redis = question(500, 'PING\r\n', judge);
  const http = question(0, httpQuestion(place), judge);
  const dns = question(500, DNS_QUESTION, isDnsAnswer);
  return place.port === DNS_PORT ? [dns, tls, redis, http] : [tls, redis, http];
}

type Judge = (bytes: Buffer) => Protocol | undefined;

function protocolOf(bytes: Buffer, port: number): Protocol | undefined {
  return beginsLikeTls(bytes) === true ? 'tls' : protocolOfGreeting(bytes, port);
}

function isDnsAnswer(bytes: Buffer): Protocol | undefined {
  if (bytes.length < 14) return undefined;
  return bytes.readUInt16BE(2) === DNS_IDENTIFIER && (bytes.readUInt8(4) & 0x80) !== 0 ? 'dns' : undefined;
}

async function askOn(
  open: Line | undefined,
  place: Place,
  words: Buffer | string,
  judge: Judge,
  ends: AbortSignal,
): Promise<Answer> {
  const line = open ?? (await openLine(place, LONG_MS, ends));
  if (line instanceof NoConnection) return { bytes: Buffer.alloc(0), ended: 'refused' };
  line.say(words);
  const heard = await line.hearAnswer(judge);
  // a server that wants TLS may say so in plain HTTP
  const hint = await line.hear(wantsTls, isBadRequest(heard) ? EXPLANATION_MS : 0);
  line.close();
  return hint.judged ? { protocol: hint.verdict, bytes: hint.bytes, ended: 'judged' } : answerOf(heard);
}

function isBadRequest(heard: Heard<Protocol>): boolean {
  return /^HTTP\/1\.\d 400/.test(heard.bytes.toString('latin1'));
}

function wantsTls(bytes: Buffer): Protocol | undefined {
  return WANTS_TLS.test(bytes.toString('latin1')) ? 'tls' : undefined;
}

function answerOf(heard: Heard<Protocol>): Answer {
  if (heard.judged) return { protocol: heard.verdict, bytes: heard.bytes, ended: 'judged' };
  return { bytes: heard.bytes, ended: heard.pause };
}

/** The first of the answers that is recognised; undefined when all have come and none is. */
function firstRecognised(answers: readonly Promise<Answer>[]): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    for (const answer of answers) {
      void answer.then((given) => {
        if (given.protocol !== undefined) resolve(given);
      });
    }
    void Promise.all(answers).then(() => resolve(undefined));
  });
}

function within<T>(promise: Promise<T>, limitMs: number): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), limitMs);
    void promise.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
