import { type Endpoint } from '../../../targets/endpoint.js';
import { valuesOf } from '../../http-exchange/http-answer.js';
import { type HttpFinding } from '../../http-transcript/http-finding.js';
import { type HttpTranscript } from '../../http-transcript/http-transcript.js';
import { type CookieFacts, parseSetCookie } from './set-cookie.js';

/** Cookies that scripts must read: tokens against forged requests, and counters of visitors. */
const FOR_SCRIPTS = /^_{0,2}(xsrf|csrf)|csrf-?token$|^_g(a|id|at)|^_fbp$/i;
const SAME_SITE = /^(lax|strict|none)$/i;

/** What the cookies of all answers lack; one finding for each flag and name. */
export function cookieFindings({ answers }: HttpTranscript, { protocol }: Endpoint): HttpFinding[] {
  const cookies = new Map<string, CookieFacts>();
  for (const header of answers.flatMap(({ headers }) => valuesOf(headers, 'set-cookie'))) {
    const cookie = parseSetCookie(header);
    if (cookie !== undefined && !cookie.deletes && !cookies.has(cookie.name)) cookies.set(cookie.name, cookie);
  }
  return [...cookies.values()].flatMap((cookie) => findingsOf(cookie, protocol === 'https'));
}

function findingsOf(cookie: CookieFacts, encrypted: boolean): HttpFinding[] {
  const { secure, httpOnly, sameSite, name } = cookie;
  return [
    // over plain HTTP a browser would not even take a cookie with the flag
    ...(encrypted && !secure ? [lacking(cookie, 'secure')] : []),
    ...(httpOnly || FOR_SCRIPTS.test(name) ? [] : [lacking(cookie, 'httponly')]),
    ...(SAME_SITE.test(sameSite ?? '') ? [] : [lacking(cookie, 'samesite')]),
  ];
}

function lacking({ name, header }: CookieFacts, flag: 'secure' | 'httponly' | 'samesite'): HttpFinding {
  const weakness = `http.cookie.${flag}.missing`;
  return { weakness, rule: `cookie-${flag}`, discriminator: name, evidence: `Set-Cookie: ${header}` };
}
