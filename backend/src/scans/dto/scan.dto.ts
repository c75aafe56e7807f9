import { z } from 'zod';
import { SeverityCountsDto } from '../../findings/dto/severity-counts.dto.js';
import { pageOf, PageQuery } from '../../platform/http/page.js';
import { PROFILES } from '../../tools/tool-adapter.js';
import { SCAN_STATES } from '../scan-state.js';
import { type Scan } from '../scan.js';
import { TOOL_RUN_STATES } from '../tool-run-state.js';

const RunCountsDto = z
  .object(
    Object.fromEntries(
      TOOL_RUN_STATES.map((state) => [state, z.number().int().describe(`Tool runs that are ${state}.`)]),
    ) as Record<(typeof TOOL_RUN_STATES)[number], z.ZodNumber>,
  )
  .meta({ id: 'RunCounts' });

const ScanTimingDto = z
  .object({
    wallMs: z.number().describe('From the start of the scan to its end, milliseconds.'),
    sequentialMs: z.number().describe("Sum of the runs' own durations: what one after the other would have taken."),
    criticalPathMs: z.number().describe('Longest chain of runs of which each was found by the one before.'),
    lowerBoundMs: z.number().describe('No schedule on that many slots can be shorter.'),
    speedUp: z.number().describe('sequentialMs / wallMs, as measured.'),
    slots: z.number().int().describe('Tool runs allowed at the same time.'),
  })
  .meta({ id: 'ScanTiming' });

const CoverageRegressionDto = z
  .object({
    previousScanId: z.string().describe('The scan that it is compared with: the one before of the same target.'),
    lost: z.number().int().describe('How many checks on endpoints that scan carried out and this one did not.'),
    examples: z.array(z.string()).describe('The first 20 of them with what became of them, in words.'),
    findingsBefore: z.number().int().describe('How many findings that scan has.'),
    findingsNow: z.number().int().describe('How many findings this scan has.'),
  })
  .meta({ id: 'CoverageRegression' });

export const ScanDto = z
  .object({
    id: z.string().describe('Identifier of the scan.'),
    targetId: z.string().describe('The target it examines.'),
    target: z.string().describe('Canonical spelling of the target.'),
    targetKind: z.enum(['host', 'ip', 'cidr', 'url']).describe('What kind of target it is.'),
    practice: z.boolean().describe('Whether it examines the built-in practice target.'),
    fresh: z.boolean().describe('Whether every tool runs anew, although the output of a recent run might do.'),
    profile: z.enum(PROFILES).optional().describe('Named choice of tools and options; absent for an imported report.'),
    tools: z.array(z.string()).describe('Ids of the tools that take part.'),
    ports: z.array(z.number().int()).optional().describe('Ports to which the scan is limited.'),
    state: z.enum(SCAN_STATES).describe('Where the scan stands.'),
    reason: z.string().optional().describe('Why it ended as it did, or what it waits for, in words.'),
    createdAt: z.string().describe('ISO 8601 in UTC.'),
    startedAt: z.string().optional().describe('ISO 8601 in UTC.'),
    finishedAt: z.string().optional().describe('ISO 8601 in UTC.'),
    runs: RunCountsDto.describe('How many tool runs are in each state.'),
    findings: SeverityCountsDto.describe('How many findings there are of each severity.'),
    timing: ScanTimingDto.optional().describe('What running in parallel brought; there when the scan has finished.'),
    coverageRegression: CoverageRegressionDto.optional().describe(
      'There when the scan has checked less than the one before, or has less than half of its findings without a proof that any is gone.',
    ),
    eventSequence: z
      .number()
      .int()
      .describe('Number of its newest event: give it as `after` to /events to hear what follows.'),
  })
  .meta({ id: 'Scan' });
export type ScanDto = z.infer<typeof ScanDto>;

export function scanDtoOf({ tools, ports, coverageRegression: regression, ...scan }: Scan): ScanDto {
  return {
    ...scan,
    tools: [...tools],
    ...(ports === undefined ? {} : { ports: [...ports] }),
    ...(regression === undefined ? {} : { coverageRegression: { ...regression, examples: [...regression.examples] } }),
  };
}

export const ScanPageDto = pageOf('ScanPage', ScanDto);
export type ScanPageDto = z.infer<typeof ScanPageDto>;

export const ScanQuery = PageQuery.extend({
  state: z.enum(SCAN_STATES).optional().describe('Only scans in this state.'),
});
export type ScanQuery = z.infer<typeof ScanQuery>;
