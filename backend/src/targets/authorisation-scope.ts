import { isIP } from 'node:net';
import { authorityOf, hostOf } from './authority.js';
import { bracketed, type Endpoint } from './endpoint.js';
import { type HostPattern, hostPatternOf, patternCovers } from './host-pattern.js';
import { bitsOf, type Network, networkContains } from './ip-address.js';
import { describeNetwork, networkOf } from './network.js';
import { requirePlainText } from './target-text.js';
import { describeWebAddress, looksLikeUrl, type WebAddress, webAddressOf } from './target-url.js';

/** One line of what an authorisation covers. A port that is absent stands for all ports. */
export type ScopeEntry =
  | { readonly kind: 'name'; readonly pattern: HostPattern; readonly port?: number }
  | { readonly kind: 'network'; readonly network: Network; readonly port?: number }
  | { readonly kind: 'url'; readonly web: WebAddress };

/**
 * Reads one line of a scope: a host name, `*.` and a host name (everything below it), an address, either with a port, a range
 * of any size, or the beginning of a URL.
 * @throws TargetInvalidError
 */
export function scopeEntryOf(text: string): ScopeEntry {
  requirePlainText(text);
  if (looksLikeUrl(text)) return { kind: 'url', web: webAddressOf(text) };
  if (text.includes('/')) return { kind: 'network', network: networkOf(text) };
  if (text.startsWith('*.')) return { kind: 'name', pattern: hostPatternOf(text) };

  const { host, port } = isIP(text) === 6 ? { host: hostOf(text) } : authorityOf(text);
  const limit = port === undefined ? {} : { port };
  if (isIP(host) === 0) return { kind: 'name', pattern: host, ...limit };
  return { kind: 'network', network: { address: host, prefix: bitsOf(host) }, ...limit };
}

/** The one spelling of an entry; reads back to the same entry. */
export function describeScopeEntry(entry: ScopeEntry): string {
  switch (entry.kind) {
    case 'name':
      return entry.port === undefined ? entry.pattern : `${entry.pattern}:${entry.port}`;
    case 'network':
      return describeNetworkEntry(entry.network, entry.port);
    case 'url':
      return describeWebAddress(entry.web);
  }
}

/**
 * Whether an entry covers an endpoint. A network covers the machines in it, by whatever name they are called; a name covers
 * whatever address it has, which the scope policy judges.
 *
 * An endpoint without a port is a host as a whole, which a scan examines only on the ports that its target allows; so an
 * entry with a port covers it. An endpoint without a path is a service as a whole; so the beginning of a URL covers it.
 */
export function entryCovers(entry: ScopeEntry, endpoint: Endpoint): boolean {
  switch (entry.kind) {
    case 'name':
      return patternCovers(entry.pattern, endpoint.host) && portCovers(entry.port, endpoint.port);
    case 'network':
      return networkContains(entry.network, endpoint.address) && portCovers(entry.port, endpoint.port);
    case 'url':
      return (
        entry.web.host === endpoint.host &&
        portCovers(entry.web.port, endpoint.port) &&
        (endpoint.path === undefined || pathCovers(entry.web.path, endpoint.path))
      );
  }
}

function describeNetworkEntry(network: Network, port: number | undefined): string {
  if (port !== undefined) return `${bracketed(network.address)}:${port}`;
  return network.prefix === bitsOf(network.address) ? network.address : describeNetwork(network);
}

function portCovers(allowed: number | undefined, port: number | undefined): boolean {
  return allowed === undefined || port === undefined || allowed === port;
}

/** Steps of a path count as a whole: `/app` covers `/app` and `/app/x`, not `/apple`. With a query, only itself. */
function pathCovers(beginning: string, path: string): boolean {
  if (beginning.includes('?')) return path === beginning;
  const plainPath = path.split('?')[0] ?? '';
  return plainPath === beginning || plainPath.startsWith(beginning.endsWith('/') ? beginning : `${beginning}/`);
}
