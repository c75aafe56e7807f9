/** What a rule of ZAP stands for in the catalogue. */
interface Meaning {
  readonly weakness: string;
  /** `service`: wrong with the server as a whole. `cookie`: the same, for one cookie. `page`: wrong with what lies at the path. */
  readonly place: 'service' | 'cookie' | 'page';
}

const service = (weakness: string): Meaning => ({ weakness, place: 'service' });
const cookie = (weakness: string): Meaning => ({ weakness, place: 'cookie' });
const page = (weakness: string): Meaning => ({ weakness, place: 'page' });

/** By the number of the rule, or the reference of the alert where one rule raises several. @see https://www.zaproxy.org/docs/alerts/ */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  Object.entries({
    '10020': service('http.header.frame-options.missing'),
    '10020-1': service('http.header.frame-options.missing'),
    '10021': service('http.header.x-content-type-options.missing'),
    '10035': service('http.header.hsts.missing'),
    '10035-1': service('http.header.hsts.missing'),
    '10038': service('http.header.csp.missing'),
    '10038-1': service('http.header.csp.missing'),
    '10063': service('http.header.permissions-policy.missing'),
    '10063-1': service('http.header.permissions-policy.missing'),
    '10036': service('http.header.server.version'),
    '10036-2': service('http.header.server.version'),
    '10037': service('http.header.server.version'),
    '10061': service('http.header.server.version'),
    '10010': cookie('http.cookie.httponly.missing'),
    '10011': cookie('http.cookie.secure.missing'),
    '10054': cookie('http.cookie.samesite.missing'),
    '10054-1': cookie('http.cookie.samesite.missing'),
    '10098': service('http.cors.wildcard'),
    '10033': page('http.directory-listing'),
    '0': page('http.directory-listing'),
    '6': page('http.path-traversal'),
    '41': page('http.exposed.git'),
    '42': page('http.exposed.svn'),
    '10095': page('http.exposed.backup'),
    '40034': page('http.exposed.env'),
    '10028': page('http.open-redirect'),
    '20019': page('http.open-redirect'),
    '40012': page('http.cross-site-scripting'),
    '40014': page('http.cross-site-scripting'),
    '40026': page('http.cross-site-scripting'),
    '40018': page('http.sql-injection'),
    '40019': page('http.sql-injection'),
    '40020': page('http.sql-injection'),
    '40021': page('http.sql-injection'),
    '40022': page('http.sql-injection'),
    '40024': page('http.sql-injection'),
    '40027': page('http.sql-injection'),
    '90018': page('http.sql-injection'),
    '90020': page('http.command-injection'),
    '90022': page('http.error.unhandled'),
    '90034': page('http.exposed.metadata'),
  }),
);

/** The meaning of an alert; undefined for one that only ZAP has a name for. */
export function meaningOf(pluginId: string, alertRef: string): Meaning | undefined {
  // a reference such as 10020-2 is another alert of the rule than the one that is known
  return alertRef.includes('-') ? MEANINGS.get(alertRef) : MEANINGS.get(pluginId);
}
