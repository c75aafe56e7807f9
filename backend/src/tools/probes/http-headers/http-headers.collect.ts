import { type Clock } from '../../../platform/clock.js';
import { hasPort, type ServiceEndpoint } from '../../../targets/endpoint.js';
import { askEntryPage } from '../../http-transcript/entry-page.js';
import { HttpInterview, type InterviewSettings } from '../../http-transcript/http-interview.js';
import { type HttpLine } from '../../http-transcript/http-transcript.schema.js';
import { sideBySide } from '../../http-transcript/side-by-side.js';
import { type Profile, type ToolRunRequest } from '../../tool-adapter.js';
import { questionsAbout } from './questions.js';

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
  const { path, answer } = yield* askEntryPage(interview, endpoint);
  if (answer === undefined) return; // the other questions would only wait as long in vain
  yield* sideBySide(
    questionsAbout(path, endpoint, profile).map((question) => interview.ask(question)),
    AT_ONCE,
  );
}

function settingsOf(profile: Profile): InterviewSettings {
  return {
    profile,
    limits: { answerMs: ANSWER_MS[profile], bodyBytes: BODY_BYTES },
    bodies: { bytes: BODY_BYTES, secrets: 'kept' },
    attempts: profile === 'deep' ? 2 : 1,
  };
}
