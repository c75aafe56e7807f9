import { type Endpoint, type ObservedEndpoint, originOf, type ServiceEndpoint } from '../targets/endpoint.js';

/** A service of which a report need not tell the address. */
export type ObservedService = ObservedEndpoint & { readonly port: number };

/** The web service as a whole: what is wrong with a server, and not with one of its pages, belongs here. */
export function webServiceOf(endpoint: Endpoint): ServiceEndpoint;
export function webServiceOf(endpoint: ObservedEndpoint): ObservedService;
export function webServiceOf({ host, address, port, protocol }: ObservedEndpoint): ObservedService {
  const scheme = protocol === 'https' ? 'https' : 'http';
  const known = address === undefined ? {} : { address };
  return { host, ...known, port: port ?? (scheme === 'https' ? 443 : 80), transport: 'tcp', protocol: scheme };
}

/** One page of the web service. */
export function webPageOf(endpoint: Endpoint, path: string): ServiceEndpoint;
export function webPageOf(endpoint: ObservedEndpoint, path: string): ObservedService;
export function webPageOf(endpoint: ObservedEndpoint, path: string): ObservedService {
  return { ...webServiceOf(endpoint), path };
}

/** The address that a web tool is pointed at, by name: scheme, host, port and path. Never begins with a dash. */
export function webAddressFor(endpoint: Endpoint): string {
  return originOf(webServiceOf(endpoint)) + (endpoint.path ?? '/');
}

/** The path of an absolute URL that lies on the endpoint's host, scheme and port; undefined for any other text. */
export function pathOnService(endpoint: Endpoint, text: string): string | undefined {
  const url = urlOf(text);
  if (url === undefined) return undefined;
  return url.origin === urlOf(originOf(webServiceOf(endpoint)))?.origin ? url.pathname : undefined;
}

function urlOf(text: string): URL | undefined {
  if (!/^https?:\/\//i.test(text)) return undefined;
  return URL.canParse(text) ? new URL(text) : undefined;
}
