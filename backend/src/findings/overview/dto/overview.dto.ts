import { z } from 'zod';
import { pageOf, PageQuery } from '../../../platform/http/page.js';
import { TargetDto, targetDtoOf } from '../../../targets/dto/target.dto.js';
import { SeverityCountsDto } from '../../dto/severity-counts.dto.js';
import { FINDING_STATES } from '../../finding-state.js';
import { type Overview, type TargetOverview } from '../overview.service.js';

const active = SeverityCountsDto.describe('Findings that ask for work and are not proven to be gone.');

export const OverviewDto = z
  .object({
    active,
    states: z
      .array(
        z
          .object({
            state: z.enum(FINDING_STATES).describe('What is decided.'),
            findings: z.number().int().describe('About how many findings.'),
          })
          .meta({ id: 'StateCount' }),
      )
      .describe('All findings by what is decided about them.'),
    unknown: z
      .number()
      .int()
      .describe('Active findings of which the scan that looked last could not tell whether they are still there.'),
    hosts: z.number().int().describe('Hosts with findings of any kind.'),
    worstHosts: z
      .array(z.object({ host: z.string().describe('Name or address.'), active }).meta({ id: 'HostOverview' }))
      .describe('The hosts with the worst active findings, at most 20.'),
  })
  .meta({ id: 'Overview' });
export type OverviewDto = z.infer<typeof OverviewDto>;

export function overviewDtoOf({ states, worstHosts, ...overview }: Overview): OverviewDto {
  return {
    ...overview,
    states: FINDING_STATES.map((state) => ({ state, findings: states[state] })),
    worstHosts: [...worstHosts],
  };
}

export const TargetOverviewDto = z
  .object({
    target: TargetDto.describe('The target.'),
    hosts: z.number().int().describe('How many of its hosts have active findings.'),
    active,
  })
  .meta({ id: 'TargetOverview' });
export type TargetOverviewDto = z.infer<typeof TargetOverviewDto>;

export function targetOverviewDtoOf({ target, hosts, active: counts }: TargetOverview): TargetOverviewDto {
  return { target: targetDtoOf(target), hosts, active: counts };
}

export const TargetOverviewPageDto = pageOf('TargetOverviewPage', TargetOverviewDto);
export type TargetOverviewPageDto = z.infer<typeof TargetOverviewPageDto>;

export const TargetOverviewQuery = PageQuery;
export type TargetOverviewQuery = PageQuery;
