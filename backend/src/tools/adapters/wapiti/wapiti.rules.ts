/** What a class of Wapiti stands for in the catalogue. */
interface Meaning {
  readonly weakness: string;
  /** `service`: wrong with the server as a whole. `page`: wrong with what lies at the path. */
  readonly place: 'service' | 'page';
}

/** Classes with one meaning, by their names of all versions, in lower case. */
const CLASSES: ReadonlyMap<string, Meaning> = new Map(
  Object.entries({
    'sql injection': { weakness: 'http.sql-injection', place: 'page' },
    'blind sql injection': { weakness: 'http.sql-injection', place: 'page' },
    'cross site scripting': { weakness: 'http.cross-site-scripting', place: 'page' },
    'reflected cross site scripting': { weakness: 'http.cross-site-scripting', place: 'page' },
    'command execution': { weakness: 'http.command-injection', place: 'page' },
    'commands execution': { weakness: 'http.command-injection', place: 'page' },
    'path traversal': { weakness: 'http.path-traversal', place: 'page' },
    'file handling': { weakness: 'http.path-traversal', place: 'page' },
    'open redirect': { weakness: 'http.open-redirect', place: 'page' },
    'backup file': { weakness: 'http.exposed.backup', place: 'page' },
    'internal server error': { weakness: 'http.error.unhandled', place: 'page' },
    'content security policy configuration': { weakness: 'http.header.csp.missing', place: 'service' },
    'clickjacking protection': { weakness: 'http.header.frame-options.missing', place: 'service' },
    'http strict transport security (hsts)': { weakness: 'http.header.hsts.missing', place: 'service' },
    'mime type confusion': { weakness: 'http.header.x-content-type-options.missing', place: 'service' },
    'httponly flag cookie': { weakness: 'http.cookie.httponly.missing', place: 'service' },
    'secure flag cookie': { weakness: 'http.cookie.secure.missing', place: 'service' },
    'fingerprint web technology': { weakness: 'http.technology', place: 'service' },
    'fingerprint web application framework': { weakness: 'http.technology', place: 'service' },
    'fingerprint web server': { weakness: 'http.technology', place: 'service' },
  }),
);

/** Until 3.1 one class held all headers. */
const HEADERS: readonly (readonly [RegExp, string])[] = [
  [/x-frame-options/i, 'http.header.frame-options.missing'],
  [/x-content-type-options/i, 'http.header.x-content-type-options.missing'],
  [/strict-transport-security/i, 'http.header.hsts.missing'],
  [/content-security-policy/i, 'http.header.csp.missing'],
];

/** The meaning of an entry; undefined for one that only Wapiti has a name for. */
export function meaningOf(name: string, info: string): Meaning | undefined {
  if (/^http secure headers$/i.test(name)) {
    const weakness = HEADERS.find(([pattern]) => pattern.test(info))?.[1];
    return weakness === undefined ? undefined : { weakness, place: 'service' };
  }
  // a policy that is there and weak is no missing one
  if (/^content security policy/i.test(name) && !/not set/i.test(info)) return undefined;
  return CLASSES.get(name.toLowerCase());
}
