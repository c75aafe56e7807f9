import { BlockList, isIP, SocketAddress } from 'node:net';
import { type KnownRange } from './scope-ranges.js';

interface ListedRange {
  readonly what: string;
  readonly list: BlockList;
}

/**
 * Looks addresses up in ranges of both families. The families are kept apart: in one list for both, a rule on IPv4-mapped
 * IPv6 addresses would match every IPv4 address.
 */
export class AddressRanges {
  private readonly v4: readonly ListedRange[];
  private readonly v6: readonly ListedRange[];

  /** @throws when an entry is not `address/prefix` */
  constructor(ranges: readonly KnownRange[]) {
    this.v4 = ranges.filter(({ cidr }) => !isV6(cidr)).map((range) => listed(range, 'ipv4'));
    this.v6 = ranges.filter(({ cidr }) => isV6(cidr)).map((range) => listed(range, 'ipv6'));
  }

  /** What the first range that holds `address` is; undefined when none does. `address` may not carry a zone. */
  find(address: string): string | undefined {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const socketAddress = new SocketAddress({ address, family });
    return (family === 'ipv6' ? this.v6 : this.v4).find(({ list }) => list.check(socketAddress))?.what;
  }

  has(address: string): boolean {
    return this.find(address) !== undefined;
  }
}

function isV6(cidr: string): boolean {
  return cidr.includes(':');
}

function listed({ cidr, what }: KnownRange, family: 'ipv4' | 'ipv6'): ListedRange {
  const [base = '', prefix = ''] = cidr.split('/');
  const list = new BlockList();
  list.addSubnet(base, Number(prefix), family);
  return { what, list };
}
