import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Whether a text is one plain IP address: four decimal numbers, or eight groups, without a zone and without an IPv4 address
 * written inside an IPv6 one. ipaddr.js reads far more than that, so nothing reaches it that did not pass here.
 */
export function isPlainAddress(text: string): boolean {
  const version = isIP(text);
  return version === 4 || (version === 6 && !/[.%]/.test(text));
}

/** The one spelling of a plain address: lower case and shortest (RFC 5952). */
export function canonicalAddress(plain: string): string {
  return format(ipaddr.parse(plain));
}

/** 32 or 128: how many bits an address of this family has. */
export function bitsOf(plain: string): 32 | 128 {
  return isIP(plain) === 4 ? 32 : 128;
}

/** A range of addresses: its first address, canonical, and the number of leading bits that all its addresses share. */
export interface Network {
  readonly address: string;
  readonly prefix: number;
}

/** Whether the part of `address` behind the prefix is zero: then it is the first address of the range. */
export function isFirstOf(network: Network): boolean {
  const bytes = ipaddr.parse(network.address).toByteArray();
  return bytes.every((byte, position) => {
    const fixedBits = Math.min(8, Math.max(0, network.prefix - position * 8));
    return (byte & (0xff >> fixedBits)) === 0;
  });
}

/** Whether a plain address lies in a network; false across families. */
export function networkContains(network: Network, plain: string): boolean {
  const base = ipaddr.parse(network.address);
  const address = ipaddr.parse(plain);
  return base.kind() === address.kind() && address.match(base, network.prefix);
}

/** Every address of a network of at most 256: only their last byte differs. In ascending order. */
export function addressesIn(network: Network): readonly string[] {
  const bytes = ipaddr.parse(network.address).toByteArray();
  const first = bytes.pop() ?? 0;
  const count = 2 ** (bitsOf(network.address) - network.prefix);
  return Array.from({ length: count }, (_, offset) => format(ipaddr.fromByteArray([...bytes, first + offset])));
}

function format(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}
