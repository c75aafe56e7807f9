import { type ClientRequest, type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { bracketed } from '../../targets/endpoint.js';
import { lenientTls } from '../lenient-tls.js';
import { decodedBody } from './body-decoding.js';
import { describeFailure, MAX_HEADER_BYTES } from './exchange-failure.js';
import {
  type BodyState,
  type HttpExchange,
  type HttpHeader,
  type HttpLimits,
  type HttpPlace,
  type HttpQuestion,
} from './http-answer.js';

const USER_AGENT = 'Mozilla/5.0 (compatible; Parallax)';

/**
 * Asks one question on a connection of its own. Redirects are not followed, certificates not judged. Never rejects: what
 * goes wrong is a value; the socket is gone when it resolves.
 */
export function exchange(
  place: HttpPlace,
  question: HttpQuestion,
  limits: HttpLimits,
  signal: AbortSignal,
): Promise<HttpExchange> {
  if (signal.aborted) return Promise.resolve({ kind: 'aborted' });
  return new Promise((resolve) => {
    const begun = performance.now();
    const elapsed = (): number => Math.round(performance.now() - begun);
    let answer: AnswerReader | undefined;

    const request = open(place, question);
    const timer = setTimeout(() => {
      finish(answer?.exchange(elapsed(), 'its body did not end in time') ?? timedOut(limits, elapsed()));
    }, limits.answerMs);
    function finish(result: HttpExchange): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      request.destroy();
      resolve(result);
    }
    function abort(): void {
      finish({ kind: 'aborted' });
    }
    function broke(reason: string): void {
      finish(answer?.exchange(elapsed(), reason) ?? { kind: 'failed', reason, ms: elapsed() });
    }
    signal.addEventListener('abort', abort, { once: true });
    request.on('error', (error) => broke(describeFailure(error)));
    request.once('close', () => broke('the connection was closed without an answer'));
    request.once('response', (response) => {
      const reader = new AnswerReader(response, limits.bodyBytes);
      answer = reader;
      response.on('error', (error) => broke(describeFailure(error)));
      response.on('data', (piece: Buffer) => {
        if (!reader.take(piece)) finish(reader.exchange(elapsed()));
      });
      response.once('end', () => finish(reader.exchange(elapsed())));
    });
    request.end();
  });
}

function open(place: HttpPlace, { method, path, headers }: HttpQuestion): ClientRequest {
  const options: RequestOptions = {
    host: place.address,
    port: place.port,
    method,
    path: sendable(path),
    headers: { ...standingHeaders(place), ...headers },
    setHost: false,
    agent: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    insecureHTTPParser: true, // what is not quite valid is still there to be examined
  };
  return place.protocol === 'https' ? httpsRequest({ ...lenientTls(place), ...options }) : httpRequest(options);
}

/** Characters that may not stand in a request line are percent-encoded. */
function sendable(path: string): string {
  const bytes = [...Buffer.from(path, 'utf8')];
  return bytes.map((byte) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `%${hex(byte)}`)).join('');
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}

function standingHeaders({ host, port, protocol }: HttpPlace): Record<string, string> {
  const usual = port === (protocol === 'https' ? 443 : 80);
  return {
    Host: usual ? bracketed(host) : `${bracketed(host)}:${port}`,
    'User-Agent': USER_AGENT,
    Accept: '*/*',
    'Accept-Encoding': 'identity',
    Connection: 'close',
  };
}

function timedOut({ answerMs }: HttpLimits, ms: number): HttpExchange {
  return { kind: 'timed_out', reason: `no answer within ${answerMs / 1000} s`, ms };
}

/** Collects the body of one answer up to a limit. */
class AnswerReader {
  private readonly pieces: Buffer[] = [];
  private room: number;

  constructor(
    private readonly response: IncomingMessage,
    private readonly bodyBytes: number,
  ) {
    this.room = bodyBytes;
  }

  /** Takes the next piece; returns whether more may come. */
  take(piece: Buffer): boolean {
    this.pieces.push(piece.subarray(0, this.room));
    this.room -= piece.length;
    return this.room >= 0;
  }

  /** The answer as far as it came; `broken` says why it did not come further. */
  exchange(ms: number, broken?: string): HttpExchange {
    const headers = pairsOf(this.response.rawHeaders);
    const raw = Buffer.concat(this.pieces);
    const decoded = decodedBody(raw, this.stateOf(broken), headers, this.bodyBytes);
    return { kind: 'answered', status: this.response.statusCode ?? 0, headers, ...decoded, ms };
  }

  private stateOf(broken: string | undefined): BodyState {
    if (broken !== undefined) return { kind: 'broken', reason: broken };
    return this.room < 0 ? { kind: 'capped' } : { kind: 'whole' };
  }
}

function pairsOf(rawHeaders: readonly string[]): HttpHeader[] {
  return rawHeaders.flatMap((name, position): HttpHeader[] =>
    position % 2 === 0 ? [[name, rawHeaders[position + 1] ?? '']] : [],
  );
}
