import { type Endpoint } from '../../../targets/endpoint.js';
import { entryPageGaps, entryPageOf } from '../../http-transcript/entry-page.js';
import { type HttpTranscript } from '../../http-transcript/http-transcript.js';
import { type Reach } from '../../http-transcript/http-verdict.js';

/** How far headers, cookies and CORS were checked. */
export function headersReach(transcript: HttpTranscript, service: Endpoint): Reach[] {
  const page = entryPageGaps(transcript, service);
  const missing = unanswered(transcript, 'missing', 'an error page');
  const trace = unanswered(transcript, 'trace', 'TRACE');
  const cors = unanswered(transcript, 'cors', 'a foreign origin');
  const nothing = entryPageOf(transcript) === undefined;
  const quick = transcript.start?.profile === 'quick';
  return [
    {
      family: 'http.headers',
      gaps: [...page, ...missing, ...trace],
      nothing,
      ...(quick ? { leftOut: 'the quick profile looks at the entry page only, not at error pages and methods' } : {}),
    },
    {
      family: 'http.cookies',
      gaps: [...page, ...missing],
      nothing,
      ...(quick ? { leftOut: 'the quick profile looks at the entry page only' } : {}),
    },
    {
      family: 'http.cors',
      gaps: [...page, ...cors],
      nothing: transcript.answersTo('cors').length === 0,
      ...(quick ? { leftOut: 'the quick profile tries one foreign origin only' } : {}),
    },
  ];
}

function unanswered(transcript: HttpTranscript, purpose: string, what: string): string[] {
  return transcript.unansweredOf(purpose).map(({ path, reason }) => `${what} (${path}): ${reason}`);
}
