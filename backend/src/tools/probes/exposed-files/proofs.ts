/** The part of an answer's body that was kept: text is empty when the bytes are none. */
export interface Content {
  readonly body: Buffer;
  readonly text: string;
}

interface Proof {
  /** What the content turned out to be, with article. */
  readonly says: string;
  proves(content: Content): boolean;
}

const ARCHIVES: readonly (readonly [magic: string, at: number])[] = [
  ['504b0304', 0],
  ['504b0506', 0],
  ['1f8b08', 0],
  ['425a68', 0],
  ['fd377a585a00', 0],
  ['377abcaf271c', 0],
  ['526172211a07', 0],
  [Buffer.from('ustar').toString('hex'), 257],
];

/** How a file is recognised by its content. A status of 200 proves nothing: many sites answer it to everything. */
export const PROOFS = {
  'git-head': text('the HEAD of a Git repository', /^(ref: refs\/\S+|[0-9a-f]{40})\s*$/),
  'git-config': text('the configuration of a Git repository', /^[ \t]*\[core\][ \t\r]*$/m),
  'git-index': bytes('the index of a Git repository', 'DIRC'),
  'svn-entries': text('the entries of a Subversion working copy', /^(\d{1,2}\s*$|<\?xml[\s\S]{0,200}<wc-entries)/m),
  sqlite: bytes('an SQLite database', 'SQLite format 3\0'),
  'hg-requires': text('the requirements of a Mercurial repository', /^(revlogv1|generaldelta|store|share-safe)\s*$/m),
  environment: { says: 'a file of environment variables', proves: isEnvironment },
  'private-key': text('a private key', /^-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----\s*$/m),
  'sql-dump': text(
    'a dump of a database',
    /^(CREATE TABLE|INSERT INTO|DROP TABLE|COPY \S+ \(|-- \S* ?(My|Postgre|Maria)SQL\b|-- MariaDB dump)/im,
  ),
  archive: { says: 'an archive', proves: ({ body }) => ARCHIVES.some(([magic, at]) => startsWith(body, magic, at)) },
  'source-code': text('the source of a program', /^\s*(<\?php\b|<\?=|#!\/|<%@ |import os\b|from django\b)/),
  'password-file': text(
    'a file of user names and password hashes',
    /^[^\s:<]{1,64}:(\$(apr1|2[aby]|5|6)\$|\{SHA\}|[./0-9A-Za-z]{13}\s*$)/m,
  ),
  'web-config': text(
    'a configuration of IIS',
    /<configuration[\s>][\s\S]*<(system\.web|appSettings|connectionStrings|system\.webServer)/i,
  ),
  'settings-json': { says: 'a configuration in JSON', proves: isSettingsJson },
  'settings-yaml': text(
    'a configuration in YAML',
    /^[ \t]*(password|secret|adapter|database|datasource|api_?key|username)\s*:/im,
  ),
  properties: text(
    'a configuration of properties',
    /^[ \t]*[a-z][\w.-]{0,60}(password|secret|datasource|username|jdbc)[\w.-]{0,60}[ \t]*=/im,
  ),
  compose: text('a description of containers', /^services:\s*$[\s\S]*^[ \t]+(image|build):/m),
  'aws-credentials': text('credentials of AWS', /^[ \t]*aws_(access_key_id|secret_access_key)\s*=/im),
  'url-credentials': text('addresses with passwords', /^https?:\/\/[^\s:/@]+:[^\s/@]+@/m),
  npmrc: text('credentials of npm', /^(\/\/[^\s]+:)?_(authToken|auth|password)\s*=/m),
  'docker-auth': text('credentials of container registries', /^\s*\{[\s\S]*"auths"\s*:\s*\{/),
  phpinfo: text('the output of phpinfo()', /phpinfo\(\)[\s\S]*PHP Version \d|<h1 class="p">PHP Version \d/),
  'apache-status': text('the status page of Apache', /<h1>Apache Server (Status for|Information)/i),
  'nginx-status': text('the status page of nginx', /^Active connections:\s+\d+\s*$/m),
  'fpm-status': text('the status page of PHP-FPM', /^pool:\s+\S+\s*$[\s\S]*^process manager:/m),
  'spring-environment': text('the environment of a Spring application', /^\s*\{[\s\S]*"propertySources"\s*:/),
  log: text(
    'a log',
    /^(\[?\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}|\[\w{3} \w{3} +\d+ \d{2}:\d{2}|\[\d{2}-\w{3}-\d{4} |\S+ \S+ \S+ \[\d{2}\/\w{3}\/\d{4}:|0 info it worked)/m,
  ),
  'shell-history': text(
    'the history of a shell',
    /^(sudo|ssh|scp|mysql|psql|git|docker|cd|vim?|nano|cat|export) \S+[\s\S]*^(sudo|ssh|scp|mysql|psql|git|docker|cd|vim?|nano|cat|export|ls|exit)\b/m,
  ),
  'ds-store': bytes('the folder data of macOS', '\0\0\0\u0001Bud1'),
  'vim-swap': bytes('the swap file of an editor', 'b0VIM'),
  'ide-project': text('the settings of an editor', /<project version="\d|"(sftp|host|remotePath)"\s*:/),
  listing: { says: 'a list of the files in a folder', proves: isListing },
} as const satisfies Readonly<Record<string, Proof>>;

export type ProofName = keyof typeof PROOFS;

/** Whether a text is a page rather than a file: sites answer missing files with pages. */
export function isPage({ text: words }: Content): boolean {
  return /^\s*(<!--[\s\S]{0,500}?-->\s*)?<(!doctype html|html|head|body)\b/i.test(words);
}

/** Pages of their own kind: only these may be HTML. */
const PAGE_PROOFS: ReadonlySet<ProofName> = new Set(['phpinfo', 'apache-status', 'listing']);

export function isProven(name: ProofName, content: Content): boolean {
  if (!PAGE_PROOFS.has(name) && isPage(content)) return false;
  return PROOFS[name].proves(content);
}

function text(says: string, pattern: RegExp): Proof {
  return { says, proves: ({ text: words }) => words !== '' && pattern.test(words) };
}

function bytes(says: string, beginning: string): Proof {
  const magic = Buffer.from(beginning, 'latin1').toString('hex');
  return { says, proves: ({ body }) => startsWith(body, magic, 0) };
}

function startsWith(body: Buffer, magic: string, at: number): boolean {
  return body.subarray(at, at + magic.length / 2).toString('hex') === magic;
}

/** Assignments, comments and nothing else: at least two assignments, or one with a telling name. */
function isEnvironment({ text: words }: Content): boolean {
  const lines = words.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  const assignments = lines.filter((line) => /^\s*(export\s+)?[A-Za-z_][A-Za-z0-9_.]*=/.test(line));
  if (assignments.length === 0 || assignments.length < lines.length * 0.7) return false;
  return assignments.length > 1 || /(pass|secret|key|token|_url)\w*=/i.test(words);
}

function isSettingsJson({ text: words }: Content): boolean {
  return (
    /^\s*\{/.test(words) &&
    /"[\w.-]{0,60}(password|passwd|secret|connectionstrings?|api_?key|private_?key)[\w.-]{0,60}"\s*:/i.test(words)
  );
}

/** The lists of Apache, nginx, Python, Caddy, lighttpd and IIS. */
function isListing({ text: words }: Content): boolean {
  const head = words.slice(0, 4096);
  if (/<title>\s*(Index of|Directory listing for) /i.test(head)) return /<a\s[^>]*href=/i.test(head);
  return /\[To Parent Directory\]/.test(head);
}
