import { type Endpoint, hasPort } from '../../../targets/endpoint.js';
import { valuesOf } from '../../http-exchange/http-answer.js';
import { type HttpTranscript, type RecordedAnswer } from '../../http-transcript/http-transcript.js';
import { type Reach } from '../../http-transcript/http-verdict.js';
import { entryPageOf, isRedirect } from './header-findings.js';
import { pathOnSameOrigin } from '../../http-transcript/same-origin.js';

/** How far headers, cookies and CORS were checked. */
export function headersReach(transcript: HttpTranscript, service: Endpoint): Reach[] {
  const page = pageGaps(transcript, service);
  const nothing = entryPageOf(transcript) === undefined;
  const cors = [...page, ...unanswered(transcript, 'cors')];
  const quick = transcript.start?.profile === 'quick';
  return [
    {
      family: 'http.headers',
      gaps: [...page, ...unanswered(transcript, 'missing'), ...unanswered(transcript, 'trace')],
      nothing,
      ...(quick ? { leftOut: 'the quick profile looks at the entry page only, not at error pages and methods' } : {}),
    },
    {
      family: 'http.cookies',
      gaps: [...page, ...unanswered(transcript, 'missing')],
      nothing,
      ...(quick ? { leftOut: 'the quick profile looks at the entry page only' } : {}),
    },
    {
      family: 'http.cors',
      gaps: cors,
      nothing: transcript.answersTo('cors').length === 0,
      ...(quick ? { leftOut: 'the quick profile tries one foreign origin only' } : {}),
    },
  ];
}

function pageGaps(transcript: HttpTranscript, service: Endpoint): string[] {
  const page = entryPageOf(transcript);
  const failures = unanswered(transcript, 'page');
  if (page === undefined) return failures;
  return [...failures, ...answerGaps(page), ...hopGaps(page, service)];
}

function answerGaps({ status, bodyState, headersCut }: RecordedAnswer): string[] {
  return [
    ...(status >= 500 ? [`the entry page answered ${status}, so the site itself was not seen`] : []),
    ...(bodyState.kind === 'broken' ? [`the entry page came incomplete: ${bodyState.reason}`] : []),
    ...(headersCut > 0 ? [`${headersCut} headers of the entry page were too long to be kept`] : []),
  ];
}

function hopGaps(page: RecordedAnswer, service: Endpoint): string[] {
  const [location] = valuesOf(page.headers, 'location');
  if (!isRedirect(page) || location === undefined || !hasPort(service)) return [];
  const onwards = pathOnSameOrigin(location, page.path, service) !== undefined;
  return onwards ? ['the redirects of the entry page come to no end'] : [];
}

function unanswered(transcript: HttpTranscript, purpose: string): string[] {
  return transcript.unansweredOf(purpose).map(({ path, reason }) => `${describe(purpose)} (${path}): ${reason}`);
}

function describe(purpose: string): string {
  switch (purpose) {
    case 'page':
      return 'the entry page';
    case 'trace':
      return 'TRACE';
    case 'cors':
      return 'a foreign origin';
    default:
      return 'an error page';
  }
}
