import { type ObservedEndpoint, type Protocol } from '../../../targets/endpoint.js';
import { pathOf, placeOfHost, placeOfUrl } from '../../report-reading/reported-place.js';

/** Schemes that say what is spoken, and the port that goes without saying. */
const SCHEMES: ReadonlyMap<string, { readonly protocol: Protocol; readonly port?: number }> = new Map([
  ['http', { protocol: 'http', port: 80 }],
  ['https', { protocol: 'https', port: 443 }],
  ['ftp', { protocol: 'ftp', port: 21 }],
  ['ssh', { protocol: 'ssh', port: 22 }],
  ['smtp', { protocol: 'smtp', port: 25 }],
  ['imap', { protocol: 'imap', port: 143 }],
  ['pop3', { protocol: 'pop3', port: 110 }],
  ['dns', { protocol: 'dns', port: 53 }],
  ['redis', { protocol: 'redis', port: 6379 }],
  ['mysql', { protocol: 'mysql', port: 3306 }],
  ['tls', { protocol: 'tls' }],
  ['tcp', { protocol: 'tcp' }],
  ['udp', { protocol: 'udp' }],
]);

/** The parts of a place, as an entry may name them one by one. */
export interface PlaceParts {
  readonly host: string;
  readonly port?: number | undefined;
  readonly scheme?: string | undefined;
  readonly path?: string | undefined;
}

/** `https://host/path`, `host:port`, `host/path` or `host`. Undefined for text that names no host. */
export function placeOf(text: string): ObservedEndpoint | undefined {
  const words = text.trim();
  if (/^(?:n\/a|none|null)$/i.test(words)) return undefined;
  const page = placeOfUrl(words);
  if (page !== undefined) return page;
  const scheme = /^([a-z][a-z0-9+.-]{0,20}):\/\//i.exec(words)?.[1];
  const rest = scheme === undefined ? words.replace(/^\/\//, '') : words.slice(scheme.length + '://'.length);
  const [, authority = '', path] = /^([^/?#]{1,300})(\/[^?#]{0,2000})?/.exec(rest) ?? [];
  const [, name, port] = /^(?:[^@]{0,200}@)?(\[[^\]]{1,100}\]|[^:@]{1,253})(?::(\d{1,5}))?$/.exec(authority) ?? [];
  return placeOfParts({ host: name ?? authority, port: port === undefined ? undefined : Number(port), scheme, path });
}

/** The place that these parts name together. */
export function placeOfParts({ host, port, scheme, path = '' }: PlaceParts): ObservedEndpoint | undefined {
  const known = SCHEMES.get((scheme ?? schemeOfPort(port, path)).toLowerCase());
  const transport = known?.protocol === 'udp' || known?.protocol === 'dns' ? 'udp' : 'tcp';
  const place = placeOfHost(host, { port: port ?? known?.port, protocol: known?.protocol, transport });
  if (place === undefined) return undefined;
  const isWeb = known?.protocol === 'http' || known?.protocol === 'https';
  return isWeb || /[^/]/.test(path) ? { ...place, path: pathOf(path) } : place;
}

/** Only the web has paths. */
function schemeOfPort(port: number | undefined, path: string): string {
  if (path === '') return '';
  return port === 443 ? 'https' : port === 80 ? 'http' : '';
}
