import { z } from 'zod';
import { pageOf, PageQuery } from '../../platform/http/page.js';
import { EndpointDto, endpointDtoOf } from '../../targets/endpoint.dto.js';
import { type Finding } from '../finding.js';
import { SEVERITIES, type Severity } from '../severity.js';

export const FindingDto = z
  .object({
    id: z.string().describe('Identifier of the finding.'),
    scanId: z.string().describe('The scan that made it.'),
    fingerprint: z.string().describe('Identity across scans: weakness, endpoint and discriminator.'),
    weakness: z.string().describe('Tool-independent name of what is wrong, e.g. tls.protocol.tls1_0.'),
    title: z.string().describe('One line for people.'),
    severity: z.enum(SEVERITIES).describe('How bad it is.'),
    endpoint: EndpointDto.describe('Where it is.'),
    discriminator: z
      .string()
      .optional()
      .describe('Tells findings of one weakness on one endpoint apart, e.g. a cookie name.'),
    description: z.string().describe('What it means.'),
    remediation: z.string().describe('What to do about it.'),
    cwe: z.array(z.number().int()).describe('CWE numbers.'),
    cve: z.array(z.string()).describe('CVE identifiers.'),
    references: z.array(z.string()).describe('Pages to read on.'),
    corroboration: z.number().int().describe('How many independent tools observed it.'),
    tools: z.array(z.string()).describe('Ids of the tools that observed it.'),
    firstSeenAt: z.string().describe('When the first observation was stored, ISO 8601 in UTC.'),
  })
  .meta({ id: 'Finding' });
export type FindingDto = z.infer<typeof FindingDto>;

export const ObservationDto = z
  .object({
    id: z.string().describe('Identifier of the observation.'),
    runId: z.string().describe('The tool run that made it.'),
    tool: z.string().describe('Id of the tool.'),
    rule: z.string().describe("The tool's own name of the rule that fired."),
    severity: z.enum(SEVERITIES).describe('Severity after mapping.'),
    toolSeverity: z.string().optional().describe("Severity in the tool's own words."),
    evidence: z.string().describe('The part of the output that proves it: plain text, secrets masked.'),
    observedAt: z.string().describe('When it was stored, ISO 8601 in UTC.'),
  })
  .meta({ id: 'Observation' });
export type ObservationDto = z.infer<typeof ObservationDto>;

export const FindingDetailDto = FindingDto.extend({
  observations: z.array(ObservationDto).describe('What each tool reported, oldest first.'),
}).meta({ id: 'FindingDetail' });
export type FindingDetailDto = z.infer<typeof FindingDetailDto>;

export const FindingPageDto = pageOf('FindingPage', FindingDto);
export type FindingPageDto = z.infer<typeof FindingPageDto>;

export const FindingQuery = PageQuery.extend({
  severity: z
    .string()
    .optional()
    .transform((words, context) => severitiesOf(words, context))
    .describe('Only these severities, separated by commas: critical,high,medium,low,info.'),
  tool: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}$/, 'use the id of a tool, see GET /tools')
    .optional()
    .describe('Only findings that this tool observed.'),
});
export type FindingQuery = z.infer<typeof FindingQuery>;

export function findingDtoOf(finding: Finding): FindingDto {
  const { cwe, cve, references, tools, endpoint, ...rest } = finding;
  return {
    ...rest,
    endpoint: endpointDtoOf(endpoint),
    cwe: [...cwe],
    cve: [...cve],
    references: [...references],
    tools: [...tools],
  };
}

function severitiesOf(words: string | undefined, context: z.RefinementCtx): Severity[] | undefined {
  if (words === undefined || words === '') return undefined;
  const parsed = z.array(z.enum(SEVERITIES)).safeParse(words.split(','));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: `Use words from ${SEVERITIES.join(', ')}, separated by commas.` });
  return z.NEVER;
}
