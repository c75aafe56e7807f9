import { z } from 'zod';
import { EndpointDto, endpointDtoOf } from '../../targets/endpoint.dto.js';
import { type ToolRun } from '../tool-run.js';
import { TOOL_RUN_STATES } from '../tool-run-state.js';

const instant = (what: string) => z.string().describe(`When it ${what}, ISO 8601 in UTC.`);

export const ToolRunDto = z
  .object({
    id: z.string().describe('Identifier of the run.'),
    scanId: z.string().describe('The scan it belongs to.'),
    tool: z.string().describe('Id of the tool.'),
    toolVersion: z.string().optional().describe('Version of the tool that ran.'),
    endpoint: EndpointDto.describe('What it was pointed at.'),
    foundBy: z.string().optional().describe('The run that found the endpoint.'),
    state: z.enum(TOOL_RUN_STATES).describe('Where the run stands.'),
    reason: z.string().optional().describe('Why it waits, was skipped or ended as it did, in words.'),
    attempt: z.number().int().describe('How many times it was started.'),
    interruptions: z.number().int().describe('How many times the server died while it ran.'),
    expectedMs: z.number().describe("Expected duration from the tool's history, milliseconds."),
    argv: z.array(z.string()).optional().describe('The exact command; absent until it starts.'),
    exitCode: z.number().int().optional().describe('Exit code of the process.'),
    signal: z.string().optional().describe('The signal that ended the process.'),
    queuedAt: instant('was queued'),
    startedAt: instant('started').optional(),
    finishedAt: instant('ended').optional(),
    durationMs: z.number().optional().describe('From start to end, milliseconds.'),
    stdoutBytes: z.number().describe('Bytes printed on standard output.'),
    stderrBytes: z.number().describe('Bytes printed on standard error.'),
    droppedBytes: z.number().describe('Bytes beyond the limit that were not read.'),
    observations: z.number().int().describe('How many observations the run made.'),
    artefact: z
      .object({
        sha256: z.string().describe('SHA-256 of the raw output.'),
        bytes: z.number().describe('Size of the raw output.'),
      })
      .optional()
      .describe('The raw output, when it was kept.'),
    cachedFrom: z
      .string()
      .optional()
      .describe(
        'The run whose output was read again; there when the state is cached. That scan may have been deleted.',
      ),
    receipt: z
      .object({
        pids: z.array(z.number().int()).describe('Every process that belonged to the run.'),
        survivors: z.array(z.number().int()).describe('Processes still alive at the last look; empty when all ended.'),
        endedInMs: z.number().optional().describe('From the request to end until no process was left.'),
        isolation: z.string().describe('How the processes were held together.'),
      })
      .optional()
      .describe('Proof that nothing of the run is left.'),
  })
  .meta({ id: 'ToolRun' });
export type ToolRunDto = z.infer<typeof ToolRunDto>;

export function toolRunDtoOf({ endpoint, argv, receipt, ...run }: ToolRun): ToolRunDto {
  return {
    ...run,
    endpoint: endpointDtoOf(endpoint),
    ...(argv === undefined ? {} : { argv: [...argv] }),
    ...(receipt === undefined
      ? {}
      : { receipt: { ...receipt, pids: [...receipt.pids], survivors: [...receipt.survivors] } }),
  };
}

export const ToolRunListDto = z
  .object({ items: z.array(ToolRunDto).describe('All runs of the scan, in the order they were queued.') })
  .meta({ id: 'ToolRunList' });
export type ToolRunListDto = z.infer<typeof ToolRunListDto>;

export const RunLogQuery = z.strictObject({
  tail: z.coerce.number().int().min(1).max(10_000).default(500).describe('How many of the last lines, 1 to 10000.'),
});
export type RunLogQuery = z.infer<typeof RunLogQuery>;

export const RunLogDto = z
  .object({
    lines: z.array(z.string()).describe('Lines of output without control characters, oldest first.'),
    complete: z.boolean().describe('Whether these are all lines of the run.'),
  })
  .meta({ id: 'RunLog' });
export type RunLogDto = z.infer<typeof RunLogDto>;

export const ArtefactQuery = z.strictObject({
  stream: z
    .enum(['stdout', 'stderr', 'report'])
    .optional()
    .describe('Which stream of the tool. Absent means its report when it wrote one, and standard output otherwise.'),
});
export type ArtefactQuery = z.infer<typeof ArtefactQuery>;
