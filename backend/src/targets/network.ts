import { bitsOf, canonicalAddress, isFirstOf, isPlainAddress, type Network } from './ip-address.js';
import { TargetInvalidError } from './target.errors.js';
import { quoted } from './target-text.js';

/**
 * Reads `address/prefix` (CIDR, RFC 4632) of any size. The address must be the first of its range: `8.8.8.8/24` may be a slip
 * for `8.8.8.0/24` or for `8.8.8.8/32`, and guessing would scan somebody else's machine.
 * @throws TargetInvalidError
 */
export function networkOf(text: string): Network {
  const slash = text.indexOf('/');
  const base = text.slice(0, slash);
  const prefixText = text.slice(slash + 1);
  if (slash === -1 || !isPlainAddress(base)) {
    throw new TargetInvalidError(
      `${quoted(text)} is no range. A range is an address and a prefix length (192.0.2.0/24); a URL starts with http:// or https://.`,
    );
  }
  const bits = bitsOf(base);
  if (!/^(0|[1-9]\d{0,2})$/.test(prefixText) || Number(prefixText) > bits) {
    throw new TargetInvalidError(`The prefix length ${quoted(prefixText)} is not a whole number from 0 to ${bits}.`);
  }
  const network = { address: canonicalAddress(base), prefix: Number(prefixText) };
  if (!isFirstOf(network)) {
    throw new TargetInvalidError(
      `${quoted(text)} does not start at the first address of a range. ` +
        `Give that first address, or ${network.address}/${bits} for this one address.`,
    );
  }
  return network;
}

export function describeNetwork(network: Network): string {
  return `${network.address}/${network.prefix}`;
}
