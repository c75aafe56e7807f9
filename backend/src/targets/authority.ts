import { isIP } from 'node:net';
import { hostNameOf } from './host-name.js';
import { canonicalAddress, isPlainAddress } from './ip-address.js';
import { TargetInvalidError } from './target.errors.js';
import { quoted } from './target-text.js';

/** A host and, where it was given, a port: what stands in a URL between `//` and the path. */
export interface Authority {
  /** Canonical name or address, an IPv6 address without brackets. */
  readonly host: string;
  readonly port?: number;
}

const MAX_PORT = 65_535;

/**
 * Reads `host`, `host:port`, `[ipv6]` or `[ipv6]:port`.
 * @throws TargetInvalidError
 */
export function authorityOf(text: string): Authority {
  if (text.includes('@')) {
    throw new TargetInvalidError('A target carries no user name or password. Remove everything up to the @.');
  }
  if (/[[\]]/.test(text)) return bracketedAuthority(text);
  if (isIP(text) === 6) {
    throw new TargetInvalidError(
      'An IPv6 address in a URL or in front of a port stands in brackets: [2001:db8::1]:443.',
    );
  }
  const colon = text.indexOf(':');
  if (colon === -1) return { host: hostOf(text) };
  return { host: hostOf(text.slice(0, colon)), port: portOf(text.slice(colon + 1)) };
}

/** Reads a name or a plain address, without brackets and port. @throws TargetInvalidError */
export function hostOf(text: string): string {
  if (isPlainAddress(text)) return canonicalAddress(text);
  if (isIP(text) === 0) return hostNameOf(text);
  throw new TargetInvalidError(
    `${quoted(text)} carries a zone (%eth0) or an IPv4 address inside an IPv6 one. Give one plain address.`,
  );
}

function bracketedAuthority(text: string): Authority {
  const parts = /^\[([^[\]]*)\](?::(.*))?$/.exec(text);
  const inner = parts?.[1];
  if (inner === undefined || isIP(inner) !== 6 || !isPlainAddress(inner)) {
    throw new TargetInvalidError(
      `${quoted(text)} is no plain IPv6 address in brackets. Write [2001:db8::1] or [2001:db8::1]:443, without a zone (%eth0).`,
    );
  }
  const host = canonicalAddress(inner);
  return parts?.[2] === undefined ? { host } : { host, port: portOf(parts[2]) };
}

function portOf(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= MAX_PORT) return Number(text);
  throw new TargetInvalidError(
    `The port ${quoted(text)} is not a whole number from 1 to ${MAX_PORT} without leading zeros. A URL starts with http:// or https://.`,
  );
}
