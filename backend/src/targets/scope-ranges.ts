/** A range of addresses and what it is, as the end of "10.0.0.1 is ...". */
export interface KnownRange {
  readonly cidr: string;
  readonly what: string;
}

/** This machine itself (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3). */
export const LOOPBACK_RANGES: readonly KnownRange[] = [
  { cidr: '127.0.0.0/8', what: 'a loopback address (RFC 1122)' },
  { cidr: '::1/128', what: 'the loopback address (RFC 4291)' },
];

/**
 * Never scanned, whatever the settings: addresses that mean this machine or its link, groups of machines, the metadata
 * services of cloud providers (they hand credentials to whoever asks), and IPv6 addresses that carry an IPv4 one inside,
 * which would lead around every rule about IPv4. The loopback part has a switch of its own.
 */
export const NEVER_RANGES: readonly KnownRange[] = [
  { cidr: '0.0.0.0/8', what: 'an address of "this network" (RFC 791)' },
  { cidr: '127.0.0.0/8', what: 'a loopback address (RFC 1122)' },
  { cidr: '169.254.0.0/16', what: 'link-local (RFC 3927), where cloud metadata services live' },
  { cidr: '224.0.0.0/4', what: 'multicast (RFC 5771)' },
  { cidr: '240.0.0.0/4', what: 'reserved or broadcast (RFC 1112, RFC 919)' },
  { cidr: '100.100.100.200/32', what: 'the metadata service of Alibaba Cloud' },
  { cidr: '168.63.129.16/32', what: 'the platform service of Azure' },
  { cidr: '192.0.0.192/32', what: 'the metadata service of Oracle Cloud' },
  { cidr: '::/96', what: 'unspecified, loopback, or an IPv4 address in its compatible form (RFC 4291)' },
  { cidr: 'fe80::/10', what: 'link-local (RFC 4291)' },
  { cidr: 'fec0::/10', what: 'site-local, which is deprecated (RFC 3879)' },
  { cidr: 'ff00::/8', what: 'multicast (RFC 4291)' },
  { cidr: '::ffff:0:0/96', what: 'an IPv4 address in its mapped form (RFC 4291)' },
  { cidr: '64:ff9b::/96', what: 'an IPv4 address behind a translator (NAT64, RFC 6052)' },
  { cidr: '64:ff9b:1::/48', what: 'an IPv4 address behind a local translator (RFC 8215)' },
  { cidr: '2002::/16', what: 'an IPv4 address in its 6to4 form (RFC 3056)' },
  { cidr: '2001::/32', what: 'an IPv4 address in its Teredo form (RFC 4380)' },
  { cidr: '100::/64', what: 'discard-only (RFC 6666)' },
  { cidr: '100:0:0:1::/64', what: 'the dummy prefix (RFC 9780)' },
  { cidr: '5f00::/16', what: 'a segment routing identifier (RFC 9602)' },
  { cidr: 'fd00:ec2::254/128', what: 'the metadata service of Amazon EC2' },
  { cidr: 'fd20:ce::254/128', what: 'the metadata service of Google Cloud' },
];

/** Networks that people run for themselves: in scope unless SCOPE_POLICY is `public`. */
export const PRIVATE_RANGES: readonly KnownRange[] = [
  { cidr: '10.0.0.0/8', what: 'a private address (RFC 1918)' },
  { cidr: '172.16.0.0/12', what: 'a private address (RFC 1918)' },
  { cidr: '192.168.0.0/16', what: 'a private address (RFC 1918)' },
  { cidr: '100.64.0.0/10', what: 'in the shared address space of providers (RFC 6598)' },
  { cidr: 'fc00::/7', what: 'a unique local address (RFC 4193)' },
];

/**
 * The rest of the IANA IPv4 and IPv6 Special-Purpose Address Registries: in scope only when the allow-list names it.
 * Services such as AS112 are reachable, yet nobody who types them owns them.
 */
export const SPECIAL_RANGES: readonly KnownRange[] = [
  { cidr: '192.0.0.0/24', what: 'set aside for protocols (RFC 6890)' },
  { cidr: '192.0.2.0/24', what: 'set aside for documentation (RFC 5737)' },
  { cidr: '198.51.100.0/24', what: 'set aside for documentation (RFC 5737)' },
  { cidr: '203.0.113.0/24', what: 'set aside for documentation (RFC 5737)' },
  { cidr: '192.31.196.0/24', what: 'of the AS112 service (RFC 7535)' },
  { cidr: '192.175.48.0/24', what: 'of the AS112 service (RFC 7534)' },
  { cidr: '192.52.193.0/24', what: 'set aside for multicast tunnels (AMT, RFC 7450)' },
  { cidr: '192.88.99.0/24', what: 'of the deprecated 6to4 relays (RFC 7526)' },
  { cidr: '198.18.0.0/15', what: 'set aside for benchmarks (RFC 2544)' },
  { cidr: '2001::/23', what: 'set aside for protocols (RFC 2928)' },
  { cidr: '2001:db8::/32', what: 'set aside for documentation (RFC 3849)' },
  { cidr: '3fff::/20', what: 'set aside for documentation (RFC 9637)' },
  { cidr: '2620:4f:8000::/48', what: 'of the AS112 service (RFC 7534)' },
];

/** The only part of IPv6 that is given out for use on the internet (IANA IPv6 Address Space registry). */
export const GLOBAL_UNICAST_V6: KnownRange = { cidr: '2000::/3', what: 'global unicast (RFC 4291)' };
