import { Injectable } from '@nestjs/common';
import { type Page } from '../../platform/http/page.js';
import { isPlainAddress, networkContains } from '../../targets/ip-address.js';
import { type TargetRecord } from '../../targets/target-record.js';
import { TargetsService } from '../../targets/targets.service.js';
import { addCounts, NO_FINDINGS, type SeverityCounts } from '../severity.js';
import { FindingCountsView, type HostCounts, type Portfolio } from './finding-counts.view.js';

export interface Overview extends Portfolio {
  /** The worst first, at most 20. */
  readonly worstHosts: readonly HostCounts[];
}

/** A target with the active findings on its hosts. */
export interface TargetOverview {
  readonly target: TargetRecord;
  /** How many of its hosts have active findings. */
  readonly hosts: number;
  readonly active: SeverityCounts;
}

const LISTED_HOSTS = 20;

/** How things stand as a whole, and for each target. */
@Injectable()
export class OverviewService {
  constructor(
    private readonly counts: FindingCountsView,
    private readonly targets: TargetsService,
  ) {}

  async overview(): Promise<Overview> {
    const [portfolio, worstHosts] = await Promise.all([this.counts.portfolio(), this.counts.worstHosts(LISTED_HOSTS)]);
    return { ...portfolio, worstHosts };
  }

  /** Targets with what is open on them, newest first. @throws PageTokenInvalidError */
  async ofTargets(limit: number, pageToken?: string): Promise<Page<TargetOverview>> {
    const page = await this.targets.list(limit, pageToken);
    const hosts = await this.hostsOf(page.items);
    return { ...page, items: page.items.map((target) => overviewOf(target, hosts)) };
  }

  /** @throws TargetNotFoundError */
  async ofTarget(id: string): Promise<TargetOverview> {
    const target = await this.targets.get(id);
    return overviewOf(target, await this.hostsOf([target]));
  }

  private hostsOf(targets: readonly TargetRecord[]): Promise<readonly HostCounts[]> | readonly HostCounts[] {
    if (targets.length === 0) return [];
    const hasNetwork = targets.some(({ kind }) => kind === 'cidr');
    return this.counts.hosts(hasNetwork ? undefined : targets.map(({ host }) => host));
  }
}

function overviewOf(target: TargetRecord, all: readonly HostCounts[]): TargetOverview {
  const hosts = all.filter(({ host }) => isOn(target, host));
  const active = hosts.reduce((sum, counts) => addCounts(sum, counts.active), NO_FINDINGS);
  return { target, hosts: hosts.length, active };
}

function isOn({ kind, host: own, prefix }: TargetRecord, host: string): boolean {
  if (kind !== 'cidr' || prefix === undefined) return host === own;
  return isPlainAddress(host) && networkContains({ address: own, prefix }, host);
}
