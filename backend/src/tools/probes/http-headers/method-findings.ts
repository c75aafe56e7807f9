import { type HttpFinding } from '../../http-transcript/http-finding.js';
import { type HttpTranscript } from '../../http-transcript/http-transcript.js';
import { TRACE_HEADER, TRACE_MARK } from './questions.js';

/** TRACE is proven by its echo; what an Allow header lists proves nothing. */
export function methodFindings(transcript: HttpTranscript): HttpFinding[] {
  const echo = new RegExp(`^TRACE [^\\r\\n]+[\\s\\S]*^${TRACE_HEADER}: ${TRACE_MARK}\\s*$`, 'im');
  const echoed = transcript.answersTo('trace').find(({ status, text }) => status === 200 && echo.test(text));
  if (echoed === undefined) return [];
  const evidence = `TRACE ${echoed.path} was answered with the request:\n${echoed.text.slice(0, 500)}`;
  return [{ weakness: 'http.method.dangerous', rule: 'trace-echo', evidence }];
}
