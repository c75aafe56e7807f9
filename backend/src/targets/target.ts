import { isIP } from 'node:net';
import { authorityOf, hostOf } from './authority.js';
import { bracketed } from './endpoint.js';
import { bitsOf, type Network } from './ip-address.js';
import { describeNetwork, networkOf } from './network.js';
import { TargetInvalidError } from './target.errors.js';
import { quoted, requirePlainText } from './target-text.js';
import { describeWebAddress, looksLikeUrl, type WebAddress, webAddressOf } from './target-url.js';

export const TARGET_KINDS = ['host', 'ip', 'cidr', 'url'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** The largest range that is one target. */
export const MAX_CIDR_ADDRESSES = 256;

/**
 * A host name or one address, in whole or one port of it. `host` is canonical: lower case without trailing dot, or the
 * shortest spelling of an address, without brackets.
 */
export interface HostTarget {
  readonly kind: 'host' | 'ip';
  readonly canonical: string;
  readonly host: string;
  readonly port?: number;
}

/** A range of at most 256 addresses, its first and last included. */
export interface CidrTarget {
  readonly kind: 'cidr';
  readonly canonical: string;
  readonly network: Network;
}

export interface UrlTarget extends WebAddress {
  readonly kind: 'url';
  readonly canonical: string;
}

/** What was typed, understood. `canonical` is its one spelling and reads back to the same target. */
export type ParsedTarget = HostTarget | CidrTarget | UrlTarget;

/**
 * Reads a target by an allow-list grammar: what is not plainly a host, an address, a range or an http(s) URL is refused, and
 * nothing is repaired. Says nothing about whether the target may be scanned.
 * @throws TargetInvalidError
 */
export function parseTarget(input: string): ParsedTarget {
  requirePlainText(input);
  if (looksLikeUrl(input)) return urlTarget(input);
  if (input.includes('/')) return cidrTarget(input);
  return hostTarget(input);
}

function urlTarget(input: string): UrlTarget {
  const address = webAddressOf(input);
  const canonical = describeWebAddress(address);
  requirePlainText(canonical); // the path of `http://host?query` has grown by its slash
  return { kind: 'url', canonical, ...address };
}

function cidrTarget(input: string): CidrTarget {
  const network = networkOf(input);
  const smallestPrefix = bitsOf(network.address) - Math.log2(MAX_CIDR_ADDRESSES);
  if (network.prefix < smallestPrefix) {
    throw new TargetInvalidError(
      `The range ${quoted(input)} has more than ${MAX_CIDR_ADDRESSES} addresses. Split it into ranges of /${smallestPrefix} or smaller.`,
    );
  }
  return { kind: 'cidr', canonical: describeNetwork(network), network };
}

function hostTarget(input: string): HostTarget {
  const { host, port } = isIP(input) === 6 ? { host: hostOf(input) } : authorityOf(input);
  const kind = isIP(host) === 0 ? 'host' : 'ip';
  if (port === undefined) return { kind, canonical: host, host };
  return { kind, canonical: `${bracketed(host)}:${port}`, host, port };
}
