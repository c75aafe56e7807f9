import { type Clock } from '../../platform/clock.js';
import { originOf, type ServiceEndpoint } from '../../targets/endpoint.js';
import { type AnsweredExchange, type HttpLimits, type HttpQuestion } from '../http-exchange/http-answer.js';
import { exchange } from '../http-exchange/http-exchange.js';
import { type Profile } from '../tool-adapter.js';
import { type HttpLine, type HttpLineOf } from './http-transcript.schema.js';
import { type BodyKeeping, bodyLines, recordedAnswer } from './recorded-answer.js';

/** A question with the reason why it is asked. */
export interface PlannedQuestion extends HttpQuestion {
  readonly purpose: string;
}

export interface InterviewSettings {
  readonly profile: Profile;
  readonly limits: HttpLimits;
  /** What the transcript keeps of each body. */
  readonly bodies: BodyKeeping;
  /** How often a question without an answer is asked; 1 means once. */
  readonly attempts: number;
}

/** Asks a web server questions and writes down what it answers. */
export class HttpInterview {
  private count = 0;

  constructor(
    private readonly endpoint: ServiceEndpoint,
    private readonly settings: InterviewSettings,
    private readonly signal: AbortSignal,
  ) {}

  start(questions: number, clock: Clock): HttpLine {
    const { profile } = this.settings;
    const observedAt = clock.now().toISOString();
    return { type: 'start', origin: originOf(this.endpoint), profile, questions, observedAt };
  }

  /** Yields the lines of one exchange and returns the answer; yields nothing when the run is being ended. */
  async *ask(question: PlannedQuestion): AsyncGenerator<HttpLine, AnsweredExchange | undefined> {
    const { limits, attempts, bodies } = this.settings;
    const number = this.count++;
    for (let attempt = 1; ; attempt += 1) {
      const result = await exchange(this.endpoint, question, limits, this.signal);
      if (result.kind === 'aborted') return undefined;
      if (result.kind === 'answered') {
        yield* bodyLines(result.body, number, bodies);
        yield { ...head(number, question), attempts: attempt, ms: result.ms, result: recordedAnswer(result) };
        return result;
      }
      if (attempt === attempts) {
        const { kind, reason, ms } = result;
        yield { ...head(number, question), attempts, ms, result: { kind, reason } };
        return undefined;
      }
    }
  }
}

function head(
  exchangeNumber: number,
  { purpose, method, path, headers }: PlannedQuestion,
): Omit<HttpLineOf<'exchange'>, 'attempts' | 'ms' | 'result'> {
  const sent = headers === undefined ? {} : { sent: { ...headers } };
  return { type: 'exchange', exchange: exchangeNumber, purpose, method, path, ...sent };
}
