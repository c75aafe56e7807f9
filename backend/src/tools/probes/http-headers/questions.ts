import { type ServiceEndpoint } from '../../../targets/endpoint.js';
import { type PlannedQuestion } from '../../http-transcript/http-interview.js';
import { type Profile } from '../../tool-adapter.js';

/** An origin that no site can mean to allow: the name is reserved (RFC 2606). */
export const FOREIGN_ORIGIN = 'https://parallax-check.example';
/** The header that TRACE must bring back, and its value. */
export const TRACE_HEADER = 'X-Parallax-Trace';
export const TRACE_MARK = 'plx-5e7c41d0a9';
/** A path that no site has. */
const MISSING_PATH = '/plx-5e7c41d0a9-not-there';

/** What is asked about a page that was found, beside the page itself. */
export function questionsAbout(path: string, endpoint: ServiceEndpoint, profile: Profile): PlannedQuestion[] {
  const foreign = corsQuestion(path, FOREIGN_ORIGIN);
  if (profile === 'quick') return [foreign];
  return [
    foreign,
    ...lookalikeOrigins(endpoint).map((origin) => corsQuestion(path, origin)),
    { purpose: 'missing', method: 'GET', path: MISSING_PATH },
    { purpose: 'trace', method: 'TRACE', path: '/', headers: { [TRACE_HEADER]: TRACE_MARK } },
  ];
}

function corsQuestion(path: string, origin: string): PlannedQuestion {
  return { purpose: 'cors', method: 'GET', path, headers: { Origin: origin } };
}

/** Origins that a careless comparison takes for the site's own, and the one of sandboxed frames and local files. */
function lookalikeOrigins({ host }: ServiceEndpoint): string[] {
  const name = host.includes(':') ? 'host' : host;
  return ['null', `https://${name}.parallax-check.example`, `https://parallax-check${name}`];
}
