import { Injectable } from '@nestjs/common';
import { type SelectQueryBuilder } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import { FindingCountEntity } from '../finding-count.entity.js';
import { ACTIVE_STATES, FINDING_STATES, type FindingState } from '../finding-state.js';
import { NO_FINDINGS, SEVERITIES, type SeverityCounts, severityOfRank, severityRank } from '../severity.js';

/** Everything that is known, in a few figures. */
export interface Portfolio {
  /** Findings that ask for work and are not proven to be gone. */
  readonly active: SeverityCounts;
  readonly states: Readonly<Record<FindingState, number>>;
  /** Findings of which the scan that looked last could not tell whether they are still there. */
  readonly unknown: number;
  readonly hosts: number;
}

/** The active findings of one host. */
export interface HostCounts {
  readonly host: string;
  readonly active: SeverityCounts;
}

const NO_STATES = Object.fromEntries(FINDING_STATES.map((state) => [state, 0])) as Record<FindingState, number>;

/** Reads the counts that are kept beside the findings: never the findings themselves, however many there are. */
@Injectable()
export class FindingCountsView {
  constructor(private readonly database: Database) {}

  async portfolio(): Promise<Portfolio> {
    return this.database.read(async (manager) => {
      const rows = await manager
        .createQueryBuilder(FindingCountEntity, 'counts')
        .select(['counts.severityRank AS rank', 'counts.state AS state', 'counts.presence AS presence'])
        .addSelect('SUM(counts.findings)', 'findings')
        .groupBy('counts.severityRank, counts.state, counts.presence')
        .getRawMany<{ rank: number; state: FindingState; presence: string; findings: number | string }>();
      const active = { ...NO_FINDINGS };
      const states = { ...NO_STATES };
      let unknown = 0;
      for (const { rank, state, presence, findings } of rows) {
        const count = Number(findings);
        states[state] += count;
        if (!ACTIVE_STATES.includes(state) || presence === 'gone') continue;
        active[severityOfRank(rank)] += count;
        if (presence === 'unknown') unknown += count;
      }
      const [hosts] = await manager.query<{ hosts: number | string }[]>(
        'SELECT COUNT(DISTINCT host) AS hosts FROM finding_counts',
      );
      return { active, states, unknown, hosts: Number(hosts?.hosts ?? 0) };
    });
  }

  /** Hosts with active findings, the worst first. */
  async worstHosts(limit: number): Promise<readonly HostCounts[]> {
    return this.database.read(async (manager) => {
      const select = activeByHost(manager.createQueryBuilder(FindingCountEntity, 'counts')).limit(limit);
      return (await select.getRawMany<HostRow>()).map(hostCountsOf);
    });
  }

  /** The active findings of these hosts; of every host when none are named. Hosts without any are left out. */
  async hosts(names?: readonly string[]): Promise<readonly HostCounts[]> {
    return this.database.read(async (manager) => {
      const select = activeByHost(manager.createQueryBuilder(FindingCountEntity, 'counts'));
      if (names !== undefined) select.andWhere('counts.host IN (:...names)', { names: [...names] });
      return (await select.getRawMany<HostRow>()).map(hostCountsOf);
    });
  }
}

type HostRow = { readonly host: string } & Readonly<Record<keyof SeverityCounts, number | string>>;

function activeByHost(select: SelectQueryBuilder<FindingCountEntity>): SelectQueryBuilder<FindingCountEntity> {
  select
    .select('counts.host', 'host')
    .where('counts.state IN (:...states)', { states: ACTIVE_STATES })
    .andWhere(`counts.presence <> 'gone'`)
    .groupBy('counts.host');
  for (const severity of SEVERITIES) {
    const isOfIt = `counts.severityRank = ${severityRank(severity)}`;
    select.addSelect(`SUM(CASE WHEN ${isOfIt} THEN counts.findings ELSE 0 END)`, severity);
    select.addOrderBy(severity, 'DESC');
  }
  return select.addOrderBy('counts.host', 'ASC');
}

function hostCountsOf({ host, ...counts }: HostRow): HostCounts {
  const numbers = SEVERITIES.map((severity) => [severity, Number(counts[severity])] as const);
  return { host, active: { ...NO_FINDINGS, ...Object.fromEntries(numbers) } };
}
