import { type Clock } from '../../../platform/clock.js';
import { hasPort, type ServiceEndpoint } from '../../../targets/endpoint.js';
import { askEntryPage } from '../../http-transcript/entry-page.js';
import { HttpInterview, type InterviewSettings } from '../../http-transcript/http-interview.js';
import { type HttpLine } from '../../http-transcript/http-transcript.schema.js';
import { sideBySide } from '../../http-transcript/side-by-side.js';
import { type Profile, type ToolRunRequest } from '../../tool-adapter.js';
import { scriptPathsOf } from './scripts.js';

const AT_ONCE = 4;
/** Scripts that are looked into. */
const SCRIPTS: Readonly<Record<Profile, number>> = { quick: 0, standard: 6, deep: 30 };
const ANSWER_MS: Readonly<Record<Profile, number>> = { quick: 5000, standard: 8000, deep: 15_000 };
const BODY_BYTES = 128 * 1024;
/** What is kept of each body: versions stand in the head of a page and in the first lines of a script. */
const KEPT_BYTES = 32 * 1024;

/** Asks for the entry page and its scripts; yields the transcript, one JSON text a line. */
export async function* collectTechnology(
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
    yield JSON.stringify(interview.start(1, clock));
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
  const { path, answer: page } = yield* askEntryPage(interview, endpoint);
  if (page === undefined) return;
  const scripts = scriptPathsOf(page.body.toString('latin1'), path, endpoint).slice(0, SCRIPTS[profile]);
  yield* sideBySide(
    scripts.map((script) => interview.ask({ purpose: 'script', method: 'GET', path: script })),
    AT_ONCE,
  );
}

function settingsOf(profile: Profile): InterviewSettings {
  return {
    profile,
    limits: { answerMs: ANSWER_MS[profile], bodyBytes: BODY_BYTES },
    bodies: { bytes: KEPT_BYTES, secrets: 'masked' },
    attempts: profile === 'deep' ? 2 : 1,
  };
}
