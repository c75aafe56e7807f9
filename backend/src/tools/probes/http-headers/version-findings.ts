import { type HttpFinding } from '../../http-transcript/http-finding.js';
import { type HttpTranscript } from '../../http-transcript/http-transcript.js';

/** Headers in which software names itself. */
const TELLING_HEADERS = new Set(['server', 'x-powered-by', 'x-aspnet-version', 'x-aspnetmvc-version', 'x-generator']);
const VERSION = /\d/;

/** The headers of any answer that tell a version; one finding for all of them. */
export function versionFindings({ answers }: HttpTranscript): HttpFinding[] {
  const lines = answers.flatMap(({ headers }) =>
    headers
      .filter(([name, value]) => TELLING_HEADERS.has(name.toLowerCase()) && VERSION.test(value))
      .map(([name, value]) => `${name}: ${value}`),
  );
  if (lines.length === 0) return [];
  const evidence = [...new Set(lines)].join('\n');
  return [{ weakness: 'http.header.server.version', rule: 'version-disclosure', evidence }];
}
