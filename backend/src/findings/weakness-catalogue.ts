import type { Weakness } from './weakness.js';
import { DNS_WEAKNESSES } from './weaknesses/dns.weaknesses.js';
import { HTTP_ANSWER_WEAKNESSES } from './weaknesses/http-answer.weaknesses.js';
import { HTTP_CONTENT_WEAKNESSES } from './weaknesses/http-content.weaknesses.js';
import { HTTP_VULNERABILITY_WEAKNESSES } from './weaknesses/http-vulnerability.weaknesses.js';
import { NETWORK_WEAKNESSES } from './weaknesses/network.weaknesses.js';
import { TLS_CERTIFICATE_WEAKNESSES } from './weaknesses/tls-certificate.weaknesses.js';
import { TLS_SESSION_WEAKNESSES } from './weaknesses/tls-session.weaknesses.js';
import { TLS_VULNERABILITY_WEAKNESSES } from './weaknesses/tls-vulnerability.weaknesses.js';

/** Every weakness that Parallax names by itself; adapters map their tools' rules onto these keys. */
export const WEAKNESS_CATALOGUE: readonly Weakness[] = [
  ...TLS_SESSION_WEAKNESSES,
  ...TLS_CERTIFICATE_WEAKNESSES,
  ...TLS_VULNERABILITY_WEAKNESSES,
  ...HTTP_ANSWER_WEAKNESSES,
  ...HTTP_CONTENT_WEAKNESSES,
  ...HTTP_VULNERABILITY_WEAKNESSES,
  ...NETWORK_WEAKNESSES,
  ...DNS_WEAKNESSES,
];

const byKey = new Map(WEAKNESS_CATALOGUE.map((weakness) => [weakness.key, weakness]));

/** The catalogue's entry for a key, or undefined for a tool's own rule (`nmap.script.x`) and for `cve.*` keys. */
export function findWeakness(key: string): Weakness | undefined {
  return byKey.get(key);
}
