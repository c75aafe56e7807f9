import { isIP } from 'node:net';
import { stripControls } from '../../findings/evidence.js';
import { type ObservedEndpoint, type Protocol, type Transport } from '../../targets/endpoint.js';
import { UnreadableReportError } from './report.errors.js';

/** Characters of a path that are kept: longer ones are attacks of the tool itself. */
const MAX_PATH_LENGTH = 2000;

/** What a report says of a port. */
export interface ReportedPort {
  readonly port?: number | undefined;
  readonly transport?: Transport | undefined;
  readonly protocol?: Protocol | undefined;
  readonly address?: string | undefined;
}

/**
 * The page that an http(s) URL of a report names: query and fragment are not part of the place. Undefined for other text.
 */
export function placeOfUrl(
  text: string,
): (ObservedEndpoint & { readonly port: number; readonly path: string }) | undefined {
  if (!/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  const port = url.port === '' ? (protocol === 'https' ? 443 : 80) : Number(url.port);
  const place = placeOfHost(url.hostname, { port, transport: 'tcp', protocol });
  return place === undefined ? undefined : { ...place, port, path: pathOf(url.pathname) };
}

/**
 * The host, or a port of it, that a report names: in lower case, an IPv6 address without brackets. Undefined for text that
 * names no host.
 */
export function placeOfHost(
  text: string,
  { port, transport, protocol, address }: ReportedPort = {},
): ObservedEndpoint | undefined {
  const host = stripControls(text)
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
  if (!/^[^\s/\\?#@<>"']{1,253}$/.test(host)) return undefined;
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port <= 65_535)) return undefined;
  const known = isIP(host) === 0 ? address : host;
  return {
    host,
    ...(known === undefined || isIP(known) === 0 ? {} : { address: known }),
    ...(port === undefined ? {} : { port, transport: transport ?? 'tcp' }),
    ...(protocol === undefined ? {} : { protocol }),
  };
}

/** A path of a report as part of a place: absolute, without query, fragment and controls. */
export function pathOf(text: string): string {
  const path = stripControls(text)
    .replace(/[?#].*$/s, '')
    .replaceAll('\n', '')
    .slice(0, MAX_PATH_LENGTH);
  return path.startsWith('/') ? path : `/${path}`;
}

/** What the user said that the report is about. @throws UnreadableReportError when nothing was said */
export function givenTarget(target: ObservedEndpoint | undefined): ObservedEndpoint {
  if (target !== undefined) return target;
  throw new UnreadableReportError('the report does not say which target it is about: give one with it, as `target`');
}
