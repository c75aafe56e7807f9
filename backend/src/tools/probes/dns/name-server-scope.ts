import { AddressRanges } from '../../../targets/address-ranges.js';
import { isPlainAddress } from '../../../targets/ip-address.js';
import { GLOBAL_UNICAST_V6, NEVER_RANGES, PRIVATE_RANGES, SPECIAL_RANGES } from '../../../targets/scope-ranges.js';

const CLOSED = new AddressRanges([...NEVER_RANGES, ...PRIVATE_RANGES, ...SPECIAL_RANGES]);
const GLOBAL_V6 = new AddressRanges([GLOBAL_UNICAST_V6]);

/**
 * Why a name server is not spoken to; undefined when it may be. Its address comes from a zone that anyone may have written,
 * so only public addresses pass: a zone must not lead the probe into the network around it. The pinned address of the target
 * is authorised as such.
 */
export function nameServerRefusal(address: string, pinned: string): string | undefined {
  if (address === pinned) return undefined;
  if (!isPlainAddress(address)) return `${address} is no plain address`;
  const range = CLOSED.find(address);
  if (range !== undefined) return `${address} is ${range}`;
  return address.includes(':') && !GLOBAL_V6.has(address) ? `${address} is outside of 2000::/3` : undefined;
}
