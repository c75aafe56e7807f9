import { type Authority, authorityOf } from './authority.js';
import { bracketed } from './endpoint.js';
import { TargetInvalidError } from './target.errors.js';
import { quoted } from './target-text.js';

export type WebScheme = 'http' | 'https';

/** A web address, taken apart. */
export interface WebAddress {
  readonly scheme: WebScheme;
  readonly host: string;
  /** Always present: the scheme's own port where the URL names none. */
  readonly port: number;
  /** Absolute path with its query (`/a/b?x=1`), as it was written; the fragment is dropped, for it never leaves a browser. */
  readonly path: string;
}

const DEFAULT_PORTS: Readonly<Record<WebScheme, number>> = { http: 80, https: 443 };

/** RFC 3986 section 3.3 and 3.4: path, query and fragment characters; anything else has to be encoded as %XX. */
const PATH_TEXT = /^(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*$/;

/** Whether a text has the form `scheme://...`, of any scheme. */
export function looksLikeUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

/** Reads an http or https URL. @throws TargetInvalidError */
export function webAddressOf(text: string): WebAddress {
  const [, scheme = '', authority = '', path = '', fragment = ''] =
    /^([^:]*):\/\/([^/?#]*)([^#]*)(?:#(.*))?$/s.exec(text) ?? [];
  const webScheme = schemeOf(scheme);
  if (authority === '') throw new TargetInvalidError('The URL names no host after the two slashes.');
  if (authority.includes('%')) {
    throw new TargetInvalidError(
      `The host ${quoted(authority)} contains a %. Write the name plainly, and an address without a zone.`,
    );
  }
  const { host, port }: Authority = authorityOf(authority);
  requirePathText(path);
  requirePathText(fragment);
  requireNoDotSegments(path);
  return {
    scheme: webScheme,
    host,
    port: port ?? DEFAULT_PORTS[webScheme],
    path: path.startsWith('/') ? path : `/${path}`,
  };
}

/** The one spelling of a web address: the scheme's own port is left out. */
export function describeWebAddress({ scheme, host, port, path }: WebAddress): string {
  const shownPort = port === DEFAULT_PORTS[scheme] ? '' : `:${port}`;
  return `${scheme}://${bracketed(host)}${shownPort}${path}`;
}

function schemeOf(text: string): WebScheme {
  const scheme = text.toLowerCase();
  if (scheme === 'http' || scheme === 'https') return scheme;
  throw new TargetInvalidError(
    `URLs with the scheme ${quoted(text)} are not scanned. Give an http:// or https:// URL.`,
  );
}

function requirePathText(text: string): void {
  if (PATH_TEXT.test(text)) return;
  throw new TargetInvalidError(
    'The path, query or fragment of the URL has a character that RFC 3986 does not allow there, or a % without two ' +
      'hexadecimal digits. Encode it as %XX.',
  );
}

/** `..` would climb out of the path that an authorisation covers. Servers disagree on encoded forms, so these count too. */
function requireNoDotSegments(pathAndQuery: string): void {
  const path = pathAndQuery.split('?')[0] ?? '';
  const decoded = path.replaceAll(/%2e/gi, '.').replaceAll(/%2f|%5c/gi, '/');
  if (!decoded.split('/').some((segment) => segment === '.' || segment === '..')) return;
  throw new TargetInvalidError('The path of the URL contains "." or ".." as a step. Write the path that it leads to.');
}
