import { type Severity } from '../../../findings/severity.js';

/** What an entry stands for in the catalogue. */
interface Meaning {
  readonly weakness: string;
  /** `service`: wrong with the server as a whole. `page`: wrong with what lies at the path. */
  readonly place: 'service' | 'page';
  /** Takes the discriminator out of the words. */
  readonly discriminator?: (words: string) => string | undefined;
}

/** By the words of the message: numbers of tests have changed between releases. First match counts. */
const MEANINGS: readonly (readonly [RegExp, Meaning])[] = [
  [/X-Frame-Options header is not present/i, { weakness: 'http.header.frame-options.missing', place: 'service' }],
  [
    /X-Content-Type-Options header is not set/i,
    { weakness: 'http.header.x-content-type-options.missing', place: 'service' },
  ],
  [
    /Strict-Transport-Security HTTP header is not (?:defined|set)/i,
    { weakness: 'http.header.hsts.missing', place: 'service' },
  ],
  [/missing:\s{0,3}strict-transport-security/i, { weakness: 'http.header.hsts.missing', place: 'service' }],
  [/missing:\s{0,3}content-security-policy/i, { weakness: 'http.header.csp.missing', place: 'service' }],
  [
    /missing:\s{0,3}x-content-type-options/i,
    { weakness: 'http.header.x-content-type-options.missing', place: 'service' },
  ],
  [/missing:\s{0,3}referrer-policy/i, { weakness: 'http.header.referrer-policy.missing', place: 'service' }],
  [/missing:\s{0,3}permissions-policy/i, { weakness: 'http.header.permissions-policy.missing', place: 'service' }],
  [/^Retrieved x-powered-by header/i, { weakness: 'http.header.server.version', place: 'service' }],
  [
    /^(?:\S{1,200}: )?Cookie \S{1,200} created without the httponly flag/i,
    { weakness: 'http.cookie.httponly.missing', place: 'service', discriminator: cookieIn },
  ],
  [
    /^(?:\S{1,200}: )?Cookie \S{1,200} created without the secure flag/i,
    { weakness: 'http.cookie.secure.missing', place: 'service', discriminator: cookieIn },
  ],
  [/Directory indexing found/i, { weakness: 'http.directory-listing', place: 'page' }],
  [/\.git(?:\/HEAD|\/config|\/index)? .{0,60}(?:found|repo)/i, { weakness: 'http.exposed.git', place: 'page' }],
  [/phpinfo\(\)|PHP is installed, and a test script/i, { weakness: 'http.exposed.phpinfo', place: 'page' }],
  [/server-status|Apache server status/i, { weakness: 'http.exposed.server-status', place: 'page' }],
  [/content-encoding header is set to \\?["']?\\?deflate/i, { weakness: 'tls.vulnerability.breach', place: 'service' }],
  [/appears to be outdated/i, { weakness: 'http.technology.outdated', place: 'service', discriminator: productIn }],
  [
    /Hostname '[^']{1,255}' does not match certificate/i,
    { weakness: 'tls.certificate.hostname-mismatch', place: 'service' },
  ],
  [
    /Admin login page|admin(?:istration)? (?:console|interface|page|panel)/i,
    { weakness: 'http.path.admin', place: 'page' },
  ],
];

/** The meaning of an entry; undefined for one that only nikto has a name for. */
export function meaningOf(words: string): Meaning | undefined {
  return MEANINGS.find(([pattern]) => pattern.test(words))?.[1];
}

/** Nikto grades nothing. What the Open Sourced Vulnerability Database had a number for was listed as a vulnerability there. */
export function severityOf(references: readonly string[]): Severity {
  return references.some((reference) => /^(?:OSVDB-)?[1-9]\d{0,9}$/.test(reference)) ? 'medium' : 'info';
}

function cookieIn(words: string): string | undefined {
  return /Cookie (\S{1,200}) created/i.exec(words)?.[1];
}

function productIn(words: string): string | undefined {
  return /(?:^|: )([\w.-]{1,60})\/\S{0,60} appears to be outdated/.exec(words)?.[1]?.toLowerCase();
}
