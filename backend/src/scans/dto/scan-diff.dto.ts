import { z } from 'zod';
import { FindingDto, findingDtoOf } from '../../findings/dto/finding.dto.js';
import { DIFFERENCES, type FindingDifference, type Side } from '../../findings/scan-diff.js';
import { SEVERITIES } from '../../findings/severity.js';
import { pageOf, PageQuery } from '../../platform/http/page.js';

const AGAINST = z
  .string()
  .max(100)
  .optional()
  .describe('The scan to compare with; absent means the one before of the same target.');

export const DiffQueryDto = z.strictObject({ against: AGAINST });
export type DiffQueryDto = z.infer<typeof DiffQueryDto>;

export const DiffFindingsQuery = PageQuery.extend({
  against: AGAINST,
  difference: z.enum(DIFFERENCES).default('new').describe('The kind of difference that is asked for.'),
});
export type DiffFindingsQuery = z.infer<typeof DiffFindingsQuery>;

export const ScanDiffDto = z
  .object({
    earlier: z.string().describe('The earlier scan.'),
    later: z.string().describe('The later scan.'),
    counts: z
      .object({
        new: z.number().int().describe('Findings that no scan before the later one has seen.'),
        back: z.number().int().describe('Not seen by the earlier scan, but by one before.'),
        changed: z.number().int().describe('Seen by both, which differ on severity or tools.'),
        unknown: z.number().int().describe('Seen by the earlier scan; the later one could not tell.'),
        gone: z.number().int().describe('Seen by the earlier scan; the later one proves that they are gone.'),
        same: z.number().int().describe('Seen by both, which agree.'),
      })
      .describe('How many findings differ in which way.'),
  })
  .meta({ id: 'ScanDiff' });
export type ScanDiffDto = z.infer<typeof ScanDiffDto>;

const SideDto = z
  .object({
    severity: z.enum(SEVERITIES).describe('How bad that scan says it is.'),
    tools: z.array(z.string()).describe('Ids of the tools that saw it there.'),
  })
  .meta({ id: 'DiffSide' });

export const FindingDifferenceDto = z
  .object({
    difference: z.enum(DIFFERENCES).describe('How the scans differ on it.'),
    finding: FindingDto.describe('What they differ on.'),
    before: SideDto.optional().describe('What the earlier scan says; absent when it did not see it.'),
    after: SideDto.optional().describe('What the later scan says; absent when it did not see it.'),
    reason: z.string().optional().describe('How an absence was proven, or why it was not.'),
  })
  .meta({ id: 'FindingDifference' });
export type FindingDifferenceDto = z.infer<typeof FindingDifferenceDto>;

export const FindingDifferencePageDto = pageOf('FindingDifferencePage', FindingDifferenceDto);
export type FindingDifferencePageDto = z.infer<typeof FindingDifferencePageDto>;

export function findingDifferenceDtoOf({ finding, before, after, ...rest }: FindingDifference): FindingDifferenceDto {
  return {
    ...rest,
    finding: findingDtoOf(finding),
    ...(before === undefined ? {} : { before: sideDtoOf(before) }),
    ...(after === undefined ? {} : { after: sideDtoOf(after) }),
  };
}

function sideDtoOf({ severity, tools }: Side) {
  return { severity, tools: [...tools] };
}
