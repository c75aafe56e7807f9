import { isIP } from 'node:net';
import { type Endpoint } from './endpoint.js';
import { addressesIn } from './ip-address.js';
import { type NameLookup, NameLookupError } from './name-lookup.js';
import { type ScopePolicy, type Verdict } from './scope-policy.js';
import { TargetNotResolvedError, TargetOutOfScopeError } from './target.errors.js';
import { type ParsedTarget } from './target.js';

/** A host of a target and the address that it is pinned to. Equal for literal addresses. */
export interface PinnedHost {
  readonly host: string;
  readonly address: string;
}

/** A target of which every address has passed the scope policy. `addresses` is never empty. */
export interface ResolvedTarget {
  readonly target: ParsedTarget;
  /** One entry for a host, an address or a URL; every address of a range, first and last included, in ascending order. */
  readonly addresses: readonly PinnedHost[];
}

/** One address behind a target, and what the scope policy says of it. */
export interface JudgedHost extends PinnedHost {
  readonly verdict: Verdict;
}

/** All addresses behind a target with their verdicts; for a name, all answers of one look-up in their order. */
export interface Examination {
  readonly target: ParsedTarget;
  readonly hosts: readonly JudgedHost[];
}

/**
 * Turns targets into addresses that may be scanned. A name is looked up once: every answer is judged, for a tool may connect
 * to any of them, and the first is pinned, so that DNS cannot point the scan elsewhere later (rebinding).
 *
 * A range stands for all of its addresses. The first and the last are not left out: whether they mean the network and its
 * broadcast depends on routing that is not visible from here, and an address that was never looked at must not seem clean.
 */
export class TargetResolver {
  constructor(
    private readonly policy: ScopePolicy,
    private readonly lookup: NameLookup,
  ) {}

  /**
   * @throws TargetOutOfScopeError when the name or any of the addresses may not be scanned
   * @throws TargetNotResolvedError when a name has no address
   */
  async resolve(target: ParsedTarget): Promise<ResolvedTarget> {
    const { hosts } = await this.examine(target);
    for (const { verdict } of hosts) {
      if (!verdict.accepted) throw new TargetOutOfScopeError(target.canonical, verdict.reason);
    }
    return { target, addresses: pinned(target, hosts).map(({ host, address }) => ({ host, address })) };
  }

  /**
   * Looks a target up and judges each address without refusing any.
   * @throws TargetOutOfScopeError when the name itself is out of scope: then it is not even looked up
   * @throws TargetNotResolvedError when a name has no address
   */
  async examine(target: ParsedTarget): Promise<Examination> {
    if (target.kind === 'cidr') {
      return { target, hosts: addressesIn(target.network).map((address) => this.judgeLiteral(address)) };
    }
    if (isIP(target.host) !== 0) return { target, hosts: [this.judgeLiteral(target.host)] };

    const verdict = this.policy.judgeName(target.host);
    if (!verdict.accepted) throw new TargetOutOfScopeError(target.canonical, verdict.reason);
    const answers = await this.answersOf(target.host);
    return { target, hosts: answers.map((address) => this.judgeAnswer(target.host, address)) };
  }

  /**
   * Judges an endpoint again when a process is about to start on it. The pinned address stays the one in use; a fresh look-up
   * only has to show that the name still leads to nothing forbidden, because tools that are given the name ask for themselves.
   * A look-up that fails is a refusal too: what cannot be shown to be in scope is not scanned.
   */
  async recheck({ host, address }: Pick<Endpoint, 'host' | 'address'>): Promise<Verdict> {
    if (isIP(host) !== 0) return host === address ? this.policy.judgeAddress(address) : differs(host, address);

    const judgements = [this.policy.judgeName(host), this.policy.judgeAnswer(host, address)];
    const refusal = judgements.find(({ accepted }) => !accepted);
    return refusal ?? (await this.judgeAnswersNow(host));
  }

  private async judgeAnswersNow(name: string): Promise<Verdict> {
    try {
      const answers = await this.lookup.addressesOf(name);
      const refusal = answers.map((answer) => this.policy.judgeAnswer(name, answer)).find(({ accepted }) => !accepted);
      return refusal ?? { accepted: true };
    } catch (error) {
      if (!(error instanceof NameLookupError)) throw error;
      return { accepted: false, reason: `${name} could not be looked up again: ${error.message}.` };
    }
  }

  private async answersOf(name: string): Promise<readonly string[]> {
    try {
      return await this.lookup.addressesOf(name);
    } catch (error) {
      if (error instanceof NameLookupError) throw new TargetNotResolvedError(name, error.message);
      throw error;
    }
  }

  private judgeLiteral(address: string): JudgedHost {
    return { host: address, address, verdict: this.policy.judgeAddress(address) };
  }

  private judgeAnswer(host: string, address: string): JudgedHost {
    return { host, address, verdict: this.policy.judgeAnswer(host, address) };
  }
}

function pinned(target: ParsedTarget, hosts: readonly JudgedHost[]): readonly JudgedHost[] {
  return target.kind === 'cidr' ? hosts : hosts.slice(0, 1);
}

function differs(host: string, address: string): Verdict {
  return { accepted: false, reason: `The endpoint ${host} is pinned to another address, ${address}.` };
}
