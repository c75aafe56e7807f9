import { AddressRanges } from '../targets/address-ranges.js';
import { canonicalAddress, isPlainAddress } from '../targets/ip-address.js';
import { LOOPBACK_RANGES, NEVER_RANGES, PRIVATE_RANGES, SPECIAL_RANGES } from '../targets/scope-ranges.js';

const INNER = new AddressRanges([...LOOPBACK_RANGES, ...NEVER_RANGES, ...PRIVATE_RANGES, ...SPECIAL_RANGES]);

/**
 * Whether an answer came from an address that must not stand for the pinned one. Tools that look names up themselves may
 * reach another public address of the same name; an inner address in place of the pinned one is a name that was bent.
 */
export function isForeignAnswer(pinned: string, answered: string): boolean {
  if (!isPlainAddress(answered) || !isPlainAddress(pinned)) return answered !== pinned;
  if (canonicalAddress(answered) === canonicalAddress(pinned)) return false;
  return INNER.has(answered) || INNER.has(pinned);
}
