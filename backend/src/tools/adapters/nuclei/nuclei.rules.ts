/** What a template stands for in the weakness catalogue. */
export interface TemplateRule {
  readonly weakness: string;
  /** `page`: the address that matched. `service`: the server as a whole. A text: that path, whatever was asked for. */
  readonly place: 'page' | 'service' | `/${string}`;
}

const page = (weakness: string): TemplateRule => ({ weakness, place: 'page' });
const service = (weakness: string): TemplateRule => ({ weakness, place: 'service' });
const git: TemplateRule = { weakness: 'http.exposed.git', place: '/.git/' };
const svn: TemplateRule = { weakness: 'http.exposed.svn', place: '/.svn/' };

/** Templates that other tools have a check for too. All others keep their own name. */
export const TEMPLATE_RULES: ReadonlyMap<string, TemplateRule> = new Map([
  ['git-config', git],
  ['git-logs-exposure', git],
  ['exposed-svn', svn],
  ['exposed-hg', { weakness: 'http.exposed.svn', place: '/.hg/' }],
  ['generic-env', page('http.exposed.env')],
  ['laravel-env', page('http.exposed.env')],
  ['codeigniter-env', page('http.exposed.env')],
  ['php-backup-files', page('http.exposed.backup')],
  ['sql-dump', page('http.exposed.backup')],
  ['zip-backup-files', page('http.exposed.backup')],
  ['docker-compose-config', page('http.exposed.config')],
  ['config-json', page('http.exposed.config')],
  ['server-private-keys', page('http.exposed.private-key')],
  ['phpinfo-files', page('http.exposed.phpinfo')],
  ['apache-server-status', page('http.exposed.server-status')],
  ['ds-store-file', page('http.exposed.metadata')],
  ['configuration-listing', page('http.directory-listing')],
  ['backup-directory-listing', page('http.directory-listing')],
  ['cors-misconfig', service('http.cors.reflected-origin')],
  ['open-redirect-generic', page('http.open-redirect')],
  ['tech-detect', service('http.technology')],
  ['waf-detect', service('http.waf')],
]);

/** Matchers of the template `http-missing-security-headers`: one header each. */
export const MISSING_HEADERS: ReadonlyMap<string, string> = new Map([
  ['content-security-policy', 'http.header.csp.missing'],
  ['strict-transport-security', 'http.header.hsts.missing'],
  ['x-content-type-options', 'http.header.x-content-type-options.missing'],
  ['x-frame-options', 'http.header.frame-options.missing'],
  ['referrer-policy', 'http.header.referrer-policy.missing'],
  ['permissions-policy', 'http.header.permissions-policy.missing'],
]);
export const MISSING_HEADERS_TEMPLATE = 'http-missing-security-headers';
