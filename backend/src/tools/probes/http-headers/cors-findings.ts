import { valuesOf } from '../../http-exchange/http-answer.js';
import { type HttpFinding } from '../../http-transcript/http-finding.js';
import { type HttpTranscript, type RecordedAnswer } from '../../http-transcript/http-transcript.js';

/** Whom the answers let read them; the worst case only, since it includes the others. */
export function corsFindings(transcript: HttpTranscript): HttpFinding[] {
  const answers = transcript.answersTo('cors');
  const reflecting = answers.filter(allowsAsked);
  const withCredentials = reflecting.filter(allowsCredentials);
  if (withCredentials.length > 0) return [finding('http.cors.reflected-origin', 'cors-reflected', withCredentials)];
  const open = [...reflecting, ...answers.filter((answer) => allowed(answer) === '*')];
  return open.length === 0 ? [] : [finding('http.cors.wildcard', 'cors-open', open)];
}

function allowsAsked(answer: RecordedAnswer): boolean {
  return allowed(answer) !== undefined && allowed(answer) === answer.sent['Origin'];
}

function allowed({ headers }: RecordedAnswer): string | undefined {
  const values = valuesOf(headers, 'access-control-allow-origin');
  return values.length === 1 ? values[0]?.trim() : undefined; // browsers refuse more than one
}

function allowsCredentials({ headers }: RecordedAnswer): boolean {
  return valuesOf(headers, 'access-control-allow-credentials').some((value) => value.trim() === 'true');
}

function finding(weakness: string, rule: string, answers: readonly RecordedAnswer[]): HttpFinding {
  const lines = answers.map((answer) => {
    const credentials = allowsCredentials(answer) ? ', Access-Control-Allow-Credentials: true' : '';
    const origin = answer.sent['Origin'] ?? '';
    return `Origin: ${origin} -> Access-Control-Allow-Origin: ${allowed(answer) ?? ''}${credentials}`;
  });
  return { weakness, rule, evidence: [...new Set(lines)].join('\n') };
}
