import { type Clock } from '../../../platform/clock.js';
import { hasPort, type ServiceEndpoint } from '../../../targets/endpoint.js';
import { type AnsweredExchange, valuesOf } from '../../http-exchange/http-answer.js';
import { HttpInterview, type InterviewSettings } from '../../http-transcript/http-interview.js';
import { type HttpLine } from '../../http-transcript/http-transcript.schema.js';
import { sideBySide } from '../../http-transcript/side-by-side.js';
import { type Profile, type ToolRunRequest } from '../../tool-adapter.js';
import { MAX_HOPS, questionsAbout } from './questions.js';
import { pathOnSameOrigin } from '../../http-transcript/same-origin.js';

const AT_ONCE = 3;
const ANSWER_MS: Readonly<Record<Profile, number>> = { quick: 5000, standard: 8000, deep: 15_000 };
const BODY_BYTES = 64 * 1024;

/** Asks for the entry page, and about it; yields the transcript, one JSON text a line. */
export async function* collectHttpHeaders(
  { endpoint, profile }: ToolRunRequest,
  signal: AbortSignal,
  clock: Clock,
): AsyncGenerator<string> {
  if (!hasPort(endpoint)) {
    yield JSON.stringify({ type: 'broken', reason: 'no port was given' } satisfies HttpLine);
    return;
  }
  const ended = new AbortController();
  const interview = new HttpInterview(endpoint, settingsOf(profile), AbortSignal.any([signal, ended.signal]));
  try {
    const planned = 1 + questionsAbout('/', endpoint, profile).length;
    yield JSON.stringify(interview.start(planned, clock));
    for await (const line of conversation(interview, endpoint, profile)) yield JSON.stringify(line);
    if (!signal.aborted) yield JSON.stringify({ type: 'end' } satisfies HttpLine);
  } finally {
    ended.abort(); // closes what is still open when the reader stops in the middle
  }
}

async function* conversation(
  interview: HttpInterview,
  endpoint: ServiceEndpoint,
  profile: Profile,
): AsyncGenerator<HttpLine> {
  let path = endpoint.path ?? '/';
  let answered = false;
  for (let hops = 0; hops <= MAX_HOPS; hops += 1) {
    const answer = yield* interview.ask({ purpose: 'page', method: 'GET', path });
    answered ||= answer !== undefined;
    const next = answer === undefined ? undefined : onwards(answer, path, endpoint);
    if (next === undefined || next === path || hops === MAX_HOPS) break;
    path = next;
  }
  if (!answered) return; // the other questions would only wait as long in vain
  yield* sideBySide(
    questionsAbout(path, endpoint, profile).map((question) => interview.ask(question)),
    AT_ONCE,
  );
}

function onwards({ status, headers }: AnsweredExchange, from: string, endpoint: ServiceEndpoint): string | undefined {
  const [location] = valuesOf(headers, 'location');
  return status >= 300 && status < 400 && location !== undefined
    ? pathOnSameOrigin(location, from, endpoint)
    : undefined;
}

function settingsOf(profile: Profile): InterviewSettings {
  return {
    profile,
    limits: { answerMs: ANSWER_MS[profile], bodyBytes: BODY_BYTES },
    bodies: { bytes: BODY_BYTES, secrets: 'kept' },
    attempts: profile === 'deep' ? 2 : 1,
  };
}
