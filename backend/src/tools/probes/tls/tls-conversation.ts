import { createHash, randomBytes } from 'node:crypto';
import { encodeClientHello } from './client-hello.js';
import { encodeSsl2ClientHello, SSL2_CIPHERS } from './ssl2-hello.js';
import { hasDhGroup } from './suite-lists.js';
import { Ssl2AnswerReader, TlsAnswerReader, type TlsAnswer } from './tls-answer.js';
import { exchange, type Dial } from './tls-exchange.js';
import { type ProtocolVersion } from './tls-versions.js';
import { encodeSuites, type TlsLine, type TlsLineOf } from './tls.schema.js';

export type HelloPurpose = TlsLineOf<'hello'>['purpose'];

/** Chains that are kept: a server has one for each kind of key; behind a balancer there may be any number. */
const MAX_CHAINS = 6;
/** base64 of this still fits a line of the transcript. */
export const MAX_CERTIFICATE_BYTES = 32 * 1024;
/** After so many hellos without any answer from the service the rest is not tried. */
const HOPELESS_AFTER = 3;

/** All that is said with one service: one connection for each hello, and what has been learnt of the service so far. */
export class TlsConversation {
  private readonly numbers = new Map<string, number>();
  private unanswered = 0;
  /** Whether the service has answered any hello, be it with an alert. */
  answered = false;
  /** The chains that came, by their number, each with the server's own certificate first. */
  readonly chains: (readonly Buffer[])[] = [];

  constructor(
    readonly dial: Dial,
    /** Name for server_name; absent when the target is an address. */
    readonly serverName: string | undefined,
    readonly signal: AbortSignal,
  ) {}

  /** Whether nothing that was said so far was answered, so that asking on is pointless. */
  get hopeless(): boolean {
    return !this.answered && this.unanswered >= HOPELESS_AFTER;
  }

  /** Sends one hello, again when a service that answered others kept silent on this one; yields what goes on record. */
  async *ask(
    version: ProtocolVersion,
    purpose: HelloPurpose,
    suites: readonly number[],
  ): AsyncGenerator<TlsLine, TlsAnswer> {
    const first = yield* this.askOnce(version, purpose, suites);
    const again = (first.kind === 'closed' || first.kind === 'timed_out') && this.answered;
    return again ? yield* this.askOnce(version, purpose, suites) : first;
  }

  private async *askOnce(
    version: ProtocolVersion,
    purpose: HelloPurpose,
    suites: readonly number[],
  ): AsyncGenerator<TlsLine, TlsAnswer> {
    const begun = performance.now();
    const answer = await this.send(version, suites);
    if (answer.kind === 'aborted') return answer;
    this.note(answer);
    const chain = yield* this.recordChain(answer.kind === 'accepted' ? answer.chain : []);
    yield {
      type: 'hello',
      version,
      purpose,
      offered: version === 'SSL 2.0' ? encodeSuites([...SSL2_CIPHERS.keys()], 6) : encodeSuites(suites),
      answer: recorded(answer, chain),
      ms: Math.round(performance.now() - begun),
    };
    return answer;
  }

  /** Yields a chain that was not seen before; returns its number, or undefined when there is none or no room. */
  *recordChain(chain: readonly Buffer[]): Generator<TlsLine, number | undefined> {
    const [own] = chain;
    if (own === undefined) return undefined;
    const hash = createHash('sha256').update(own).digest('hex');
    const known = this.numbers.get(hash);
    if (known !== undefined || this.chains.length === MAX_CHAINS) return known;
    const number = this.chains.push(chain) - 1;
    this.numbers.set(hash, number);
    yield* chain.map((certificate, position) => certificateLine(number, position, certificate));
    return number;
  }

  private send(version: ProtocolVersion, suites: readonly number[]): Promise<TlsAnswer> {
    if (version === 'SSL 2.0') {
      return exchange(this.dial, encodeSsl2ClientHello(randomBytes(16)), new Ssl2AnswerReader(), this.signal);
    }
    const hello = encodeClientHello({
      version,
      suites,
      random: randomBytes(32),
      keyShare: randomBytes(32),
      ...(this.serverName === undefined ? {} : { serverName: this.serverName }),
    });
    return exchange(this.dial, hello, new TlsAnswerReader(hasDhGroup), this.signal);
  }

  private note(answer: TlsAnswer): void {
    if (answer.kind === 'accepted' || answer.kind === 'ssl2' || answer.kind === 'alert') this.answered = true;
    else this.unanswered += isWaitedOut(answer) ? HOPELESS_AFTER : 1;
  }
}

/** Waiting in vain is dear: while nothing was answered at all, once is enough. */
function isWaitedOut(answer: TlsAnswer): boolean {
  return answer.kind === 'timed_out' || (answer.kind === 'unreachable' && answer.error === 'ETIMEDOUT');
}

function certificateLine(chain: number, position: number, certificate: Buffer): TlsLine {
  const kept = certificate.length <= MAX_CERTIFICATE_BYTES ? { der: certificate.toString('base64') } : {};
  return { type: 'certificate', chain, position, ...kept };
}

/** The answer as the transcript holds it: certificates have lines of their own. */
function recorded(answer: TlsAnswer, chain: number | undefined): TlsLineOf<'hello'>['answer'] {
  if (answer.kind === 'ssl2') return { kind: 'ssl2', ciphers: [...answer.ciphers] };
  if (answer.kind !== 'accepted') return answer;
  return {
    kind: 'accepted',
    version: answer.hello.version,
    suite: answer.hello.suite,
    ...(answer.dhBits === undefined ? {} : { dhBits: answer.dhBits }),
    ...(chain === undefined ? {} : { chain }),
  };
}
