import { bracketed, type Endpoint, originOf, type ServiceEndpoint } from '../../../targets/endpoint.js';
import { webServiceOf } from '../../web-address.js';

const DEFAULT_PORTS: Readonly<Record<'http' | 'https', number>> = { http: 80, https: 443 };

/** Links whose words say that to follow them changes something, or ends the session that the others need. */
const CHANGING_WORDS = [
  ...['delete', 'remove', 'destroy', 'erase', 'purge', 'reset', 'cancel'],
  ...['log-?_?out', 'log-?_?off', 'sign-?_?out', 'unsubscribe'],
];
/** sqlmap prints links decoded: a line end in one would become a line of its output. */
const LINE_END = '%0[ad]';

/**
 * Where sqlmap connects to: the pinned address, with the name in the Host header. A name behind TLS is asked for by name, for
 * sqlmap tells the server the name that it connects to and no other.
 */
export function attackedService(endpoint: Endpoint): ServiceEndpoint {
  const service = webServiceOf(endpoint);
  return service.protocol === 'https' ? service : { ...service, host: service.address };
}

/** The Host header that the pinned address is asked with; undefined when it is the one that sqlmap sends anyway. */
export function hostHeaderFor(endpoint: Endpoint): string | undefined {
  const service = webServiceOf(endpoint);
  if (attackedService(endpoint).host === service.host) return undefined;
  return service.port === DEFAULT_PORTS.http ? service.host : `${bracketed(service.host)}:${service.port}`;
}

/**
 * The links that are followed, as a regular expression of Python that has to match: those of the same origin that change
 * nothing. Without it sqlmap takes another port, and the same name behind `www.`, for the same host.
 */
export function scopeOf(endpoint: Endpoint): string {
  const service = attackedService(endpoint);
  const { protocol, port } = service;
  const isDefault = port === DEFAULT_PORTS[protocol === 'https' ? 'https' : 'http'];
  const origin = originOf(service).replace(/:\d+$/, '');
  const portPattern = isDefault ? `(?::${port})?` : `:${port}`;
  return `^${literal(origin)}${portPattern}/(?!.*(?:${[...CHANGING_WORDS, LINE_END].join('|')}))`;
}

/** As a part of a regular expression that matches this text only. */
function literal(text: string): string {
  return text.replace(/[^\w:/-]/g, String.raw`\$&`);
}
