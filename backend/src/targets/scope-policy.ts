import { AddressRanges } from './address-ranges.js';
import { type HostPattern, hostPatternOf, patternCovers } from './host-pattern.js';
import { isPlainAddress } from './ip-address.js';
import { describeNetwork, networkOf } from './network.js';
import { classOfName, isLoopbackName } from './scope-names.js';
import { GLOBAL_UNICAST_V6, LOOPBACK_RANGES, NEVER_RANGES, PRIVATE_RANGES, SPECIAL_RANGES } from './scope-ranges.js';
import { TargetInvalidError } from './target.errors.js';
import { quoted } from './target-text.js';

/**
 * `public`: names under a registered top-level domain and globally reachable addresses. `private`: these, and the names and
 * addresses of private networks. `allowlist`: only what the allow-list names.
 */
export type ScopePolicyName = 'public' | 'private' | 'allowlist';

export interface ScopeSettings {
  readonly policy: ScopePolicyName;
  /** Host names, or `*.` and a name for everything below it. Read under `allowlist` only. */
  readonly allowlistHosts: readonly string[];
  /** Ranges `address/prefix` of any size. Read under `allowlist` only. */
  readonly allowlistCidrs: readonly string[];
  /** Whether this machine itself (127.0.0.0/8, ::1, localhost) may be scanned, under every policy. */
  readonly allowLoopback: boolean;
}

/** `reason` is a sentence for the user that also says which setting, if any, would change the verdict. */
export type Verdict = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

/** Thrown at the start of the server for an entry of the allow-list that cannot be read. */
export class ScopeSettingsInvalidError extends Error {
  constructor(entry: string, problem: string) {
    super(`SCOPE_ALLOWLIST has the entry ${quoted(entry)}: ${problem}`);
    this.name = 'ScopeSettingsInvalidError';
  }
}

const ACCEPTED: Verdict = { accepted: true };
const LOOPBACK_REMEDY = 'SCOPE_ALLOW_LOOPBACK=true would allow it while this server itself listens on loopback only.';
const NEVER_REMEDY = 'No setting allows it.';
const ALLOWLIST_REMEDY = 'SCOPE_POLICY=allowlist with it in SCOPE_ALLOWLIST would allow it.';
const PRIVATE_REMEDY = 'SCOPE_POLICY=private would allow it.';

const LOOPBACK = new AddressRanges(LOOPBACK_RANGES);
const NEVER = new AddressRanges(NEVER_RANGES);
const PRIVATE = new AddressRanges(PRIVATE_RANGES);
const SPECIAL = new AddressRanges(SPECIAL_RANGES);
const GLOBAL_V6 = new AddressRanges([GLOBAL_UNICAST_V6]);

/** Says of names and addresses whether this server may scan them. Pure; nothing is looked up. */
export class ScopePolicy {
  private readonly hosts: readonly HostPattern[];
  private readonly networks: AddressRanges;

  /** @throws ScopeSettingsInvalidError */
  constructor(private readonly settings: ScopeSettings) {
    this.hosts = settings.allowlistHosts.map((entry) => readEntry(entry, hostPatternOf));
    this.networks = new AddressRanges(
      settings.allowlistCidrs.map((entry) => ({
        cidr: describeNetwork(readEntry(entry, networkOf)),
        what: 'in the allow-list',
      })),
    );
  }

  /** Judges a canonical host name by itself; every address behind it has to pass `judgeAnswer` as well. */
  judgeName(name: string): Verdict {
    const nameClass = classOfName(name);
    if (nameClass === 'loopback') {
      return this.settings.allowLoopback ? ACCEPTED : refused(`${name} means this machine itself. ${LOOPBACK_REMEDY}`);
    }
    if (nameClass === 'never') return refused(`${name} is a name that is never scanned. ${NEVER_REMEDY}`);
    if (nameClass === 'public-suffix') {
      return refused(`${name} is a public suffix, below which many owners register names. Give one of those names.`);
    }
    if (this.settings.policy === 'allowlist') {
      if (this.hosts.some((pattern) => patternCovers(pattern, name))) return ACCEPTED;
      return refused(`${name} is not in the allow-list. SCOPE_ALLOWLIST with it would allow it.`);
    }
    if (nameClass === 'unknown') {
      return refused(`${name} has an ending that is neither registered nor private. ${ALLOWLIST_REMEDY}`);
    }
    if (nameClass === 'private' && this.settings.policy === 'public') {
      return refused(`${name} is a name of a private network. ${PRIVATE_REMEDY}`);
    }
    return ACCEPTED;
  }

  /** Judges an address that the user gave as such. */
  judgeAddress(address: string): Verdict {
    const settled = this.judgeWithoutPolicy(address);
    if (settled !== undefined) return settled;
    if (this.settings.policy !== 'allowlist') return this.judgeByRegistry(address);
    if (this.networks.has(address)) return ACCEPTED;
    return refused(`${address} is not in the allow-list. SCOPE_ALLOWLIST with it or its network would allow it.`);
  }

  /**
   * Judges an address that stands behind an accepted name. An allow-listed name may have any public address, for its owner
   * moves it at will; a private one only inside the networks of the allow-list, or DNS could point into them.
   */
  judgeAnswer(name: string, address: string): Verdict {
    const settled = this.judgeWithoutPolicy(address);
    if (settled !== undefined) return settled;
    if (isLoopbackName(name)) {
      return refused(
        `${name} has to mean this machine itself (RFC 6761), yet it resolves to ${address}. ${NEVER_REMEDY}`,
      );
    }
    if (this.settings.policy === 'allowlist' && this.networks.has(address)) return ACCEPTED;
    return this.judgeByRegistry(address);
  }

  /** What holds under every policy; undefined when the policy has to decide. */
  private judgeWithoutPolicy(address: string): Verdict | undefined {
    if (!isPlainAddress(address)) {
      return refused(`${quoted(address)} carries a zone or an IPv4 address inside an IPv6 one. ${NEVER_REMEDY}`);
    }
    const loopback = LOOPBACK.find(address);
    if (loopback !== undefined) {
      return this.settings.allowLoopback ? ACCEPTED : refused(`${address} is ${loopback}. ${LOOPBACK_REMEDY}`);
    }
    const never = NEVER.find(address);
    return never === undefined ? undefined : refused(`${address} is ${never}. ${NEVER_REMEDY}`);
  }

  private judgeByRegistry(address: string): Verdict {
    const privateRange = PRIVATE.find(address);
    if (privateRange !== undefined) {
      if (this.settings.policy === 'private') return ACCEPTED;
      return refused(
        `${address} is ${privateRange}. ${this.settings.policy === 'public' ? PRIVATE_REMEDY : ALLOWLIST_REMEDY}`,
      );
    }
    const special = SPECIAL.find(address);
    if (special !== undefined) return refused(`${address} is ${special}. ${ALLOWLIST_REMEDY}`);
    if (address.includes(':') && !GLOBAL_V6.has(address)) {
      return refused(`${address} is outside of 2000::/3, the part of IPv6 that is in use. ${ALLOWLIST_REMEDY}`);
    }
    return ACCEPTED;
  }
}

function refused(reason: string): Verdict {
  return { accepted: false, reason };
}

function readEntry<T>(entry: string, read: (text: string) => T): T {
  try {
    return read(entry);
  } catch (error) {
    if (error instanceof TargetInvalidError) throw new ScopeSettingsInvalidError(entry, error.message);
    throw error;
  }
}
