import { z } from 'zod';
import { EndpointDto, endpointDtoOf } from '../../targets/endpoint.dto.js';
import { type StoredCoverage } from '../finding.js';
import { CHECK_FAMILIES } from '../coverage.js';

export const CoverageDto = z
  .object({
    runId: z.string().describe('The tool run that says so.'),
    tool: z.string().describe('Id of the tool.'),
    family: z.enum(CHECK_FAMILIES).describe('Family of checks.'),
    endpoint: EndpointDto.describe('Where it was checked, or not.'),
    status: z
      .enum([
        'ran',
        'partial',
        'failed',
        'timed_out',
        'cancelled',
        'blocked',
        'skipped',
        'out_of_scope',
        'not_supported',
      ])
      .describe('`ran` proves an absence; every other status leaves it unknown.'),
    reason: z.string().optional().describe('Why it did not run in full.'),
  })
  .meta({ id: 'Coverage' });
export type CoverageDto = z.infer<typeof CoverageDto>;

export function coverageDtoOf({ endpoint, ...coverage }: StoredCoverage): CoverageDto {
  return { ...coverage, endpoint: endpointDtoOf(endpoint) };
}

export const CoverageListDto = z
  .object({ items: z.array(CoverageDto).describe('Every family of every run, in the order of the runs.') })
  .meta({ id: 'CoverageList' });
export type CoverageListDto = z.infer<typeof CoverageListDto>;
