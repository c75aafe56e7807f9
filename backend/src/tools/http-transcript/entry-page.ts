import { type Endpoint, hasPort, type ServiceEndpoint } from '../../targets/endpoint.js';
import { type AnsweredExchange, valuesOf } from '../http-exchange/http-answer.js';
import { type HttpInterview } from './http-interview.js';
import { type HttpLine } from './http-transcript.schema.js';
import { type HttpTranscript, type RecordedAnswer } from './http-transcript.js';
import { pathOnSameOrigin } from './same-origin.js';

/** Redirects that are followed to the entry page, on the same origin only. */
const MAX_HOPS = 3;

/** What came of looking for the entry page: the last page that was asked for, and its answer if it gave one. */
export interface EntryPage {
  readonly path: string;
  readonly answer: AnsweredExchange | undefined;
}

/** Asks for the page that visitors come to, with purpose `page`; follows redirects as long as they stay on the origin. */
export async function* askEntryPage(
  interview: HttpInterview,
  endpoint: ServiceEndpoint,
): AsyncGenerator<HttpLine, EntryPage> {
  let path = endpoint.path ?? '/';
  for (let hops = 0; ; hops += 1) {
    const answer = yield* interview.ask({ purpose: 'page', method: 'GET', path });
    const next = answer === undefined ? undefined : nextPath(answer, path, endpoint);
    if (next === undefined || next === path || hops === MAX_HOPS) return { path, answer };
    path = next;
  }
}

/** The entry page of a transcript: where the redirects of the same origin ended. */
export function entryPageOf(transcript: HttpTranscript): RecordedAnswer | undefined {
  return transcript.answersTo('page').at(-1);
}

/** What keeps the entry page of a transcript from being the whole truth, each a clause for the user. */
export function entryPageGaps(transcript: HttpTranscript, service: Endpoint): string[] {
  const failures = transcript.unansweredOf('page').map(({ path, reason }) => `the entry page (${path}): ${reason}`);
  const page = entryPageOf(transcript);
  if (page === undefined) return failures;
  const { status, bodyState, headersCut } = page;
  const endless = hasPort(service) && nextPath(page, page.path, service) !== undefined;
  return [
    ...failures,
    ...(status === 429 || status >= 500 ? [`the entry page answered ${status}, so the site itself was not seen`] : []),
    ...(bodyState.kind === 'broken' ? [`the entry page came incomplete: ${bodyState.reason}`] : []),
    ...(headersCut > 0 ? [`${headersCut} headers of the entry page were too long to be kept`] : []),
    ...(failures.length === 0 && endless ? ['the redirects of the entry page come to no end'] : []),
  ];
}

export function isRedirect({ status }: Pick<AnsweredExchange, 'status'>): boolean {
  return status >= 300 && status < 400;
}

/** Where an answer leads on the same origin. */
function nextPath(
  answer: Pick<AnsweredExchange, 'status' | 'headers'>,
  from: string,
  endpoint: ServiceEndpoint,
): string | undefined {
  const [location] = valuesOf(answer.headers, 'location');
  return isRedirect(answer) && location !== undefined ? pathOnSameOrigin(location, from, endpoint) : undefined;
}
