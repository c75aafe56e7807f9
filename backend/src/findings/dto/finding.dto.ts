import { z } from 'zod';
import { pageOf, PageQuery } from '../../platform/http/page.js';
import { EndpointDto, endpointDtoOf } from '../../targets/endpoint.dto.js';
import { CHECK_FAMILIES } from '../coverage.js';
import { FINDING_STATES } from '../finding-state.js';
import { type Finding } from '../finding.js';
import { type FindingDetail } from '../findings.service.js';
import { IdentityDecisionDto, identityDecisionDtoOf } from '../identity/dto/identity-decision.dto.js';
import { PRESENCES } from '../standing.js';
import { SEVERITIES, type Severity } from '../severity.js';
import { CoverageDto } from './coverage.dto.js';
import { OwaspDto, owaspPartOf } from './owasp.dto.js';

export const StandingDto = z
  .object({
    state: z.enum(FINDING_STATES).describe('What is decided about it.'),
    presence: z
      .enum(PRESENCES)
      .describe('`seen` by the scan that looked last, `gone` by proof, `unknown` when that scan could not tell.'),
    since: z.string().describe('Since when the presence is what it is, ISO 8601 in UTC.'),
    scanId: z.string().describe('The scan that brought the presence about.'),
    reason: z.string().optional().describe('How an absence was proven, or why it was not.'),
    reopenedAt: z.string().optional().describe('When it was last opened again, ISO 8601 in UTC.'),
  })
  .meta({ id: 'Standing' });
export type StandingDto = z.infer<typeof StandingDto>;

export const TriageStateDto = z
  .object({
    reason: z.string().optional().describe('Why the state is what it is, in the words of who decided it.'),
    decidedBy: z.string().optional().describe('Who decided on the state.'),
    acceptedUntil: z.string().optional().describe('When an accepted risk is open again, ISO 8601 in UTC.'),
    assignee: z.string().optional().describe('Who takes care of it.'),
    override: z
      .object({
        severity: z.enum(SEVERITIES).describe('How bad it is in the eyes of a person.'),
        reason: z.string().describe('Why.'),
      })
      .meta({ id: 'SeverityOverride' })
      .optional()
      .describe('A severity that a person has set, which scans do not change.'),
  })
  .meta({ id: 'TriageState' });
export type TriageStateDto = z.infer<typeof TriageStateDto>;

export const FindingDto = z
  .object({
    id: z.string().describe('Identifier of the finding.'),
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
    firstSeenAt: z.string().describe('When a scan saw it first, ISO 8601 in UTC.'),
    lastSeenAt: z.string().describe('When a scan saw it last, ISO 8601 in UTC.'),
    lastScanId: z.string().describe('The scan that saw it last.'),
    standing: StandingDto.describe('What is decided about it, and whether it is known to be there.'),
    triage: TriageStateDto.describe('What people have said of it.'),
    dueAt: z
      .string()
      .optional()
      .describe('When it has to be dealt with, by its severity, ISO 8601 in UTC. In searches and details only.'),
  })
  .meta({ id: 'Finding' });
export type FindingDto = z.infer<typeof FindingDto>;

export const ObservationDto = z
  .object({
    id: z.string().describe('Identifier of the observation.'),
    scanId: z.string().describe('The scan that it belongs to.'),
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

export const SightingDto = z
  .object({
    scanId: z.string().describe('The scan that saw it.'),
    severity: z.enum(SEVERITIES).describe('How bad the tools of that scan said it is.'),
    corroboration: z.number().int().describe('How many tools of that scan observed it.'),
    tools: z.array(z.string()).describe('Ids of these tools.'),
    seenAt: z.string().describe('When the scan saw it first, ISO 8601 in UTC.'),
  })
  .meta({ id: 'Sighting' });
export type SightingDto = z.infer<typeof SightingDto>;

export const FindingAccountDto = z
  .object({
    version: z.string().describe('Version of the recipe that the fingerprint was made by.'),
    compared: z
      .array(
        z
          .object({
            field: z.enum(['weakness', 'host', 'port', 'path', 'discriminator']).describe('What was compared.'),
            value: z.string().describe('What all observations have in common there.'),
          })
          .meta({ id: 'ComparedField' }),
      )
      .describe('Why its observations are one finding.'),
    severityReason: z.string().describe('Why it is as bad as it says.'),
    silentTools: z
      .array(
        z
          .object({
            tool: z.string().describe('Id of the tool.'),
            family: z.enum(CHECK_FAMILIES).describe('The family of checks to which the finding belongs.'),
            status: CoverageDto.shape.status.describe('`ran`: it looked and did not see it; else it could not tell.'),
            reason: z.string().optional().describe('Why it could not tell.'),
          })
          .meta({ id: 'SilentTool' }),
      )
      .describe('Tools that look for such findings and were there, and did not report it.'),
  })
  .meta({ id: 'FindingAccount' });
export type FindingAccountDto = z.infer<typeof FindingAccountDto>;

export const FindingDetailDto = FindingDto.extend({
  owasp: OwaspDto.optional().describe(
    'Category of the OWASP Top 10 of 2025 by its CWE numbers; absent when they are in none.',
  ),
  observations: z.array(ObservationDto).describe('What each tool of one scan reported, oldest first.'),
  sightings: z.array(SightingDto).describe('The scans that saw it, newest first, at most 50.'),
  account: FindingAccountDto.describe('Why it is one finding, why it is so bad, and who did not see it.'),
  identityDecisions: z
    .array(IdentityDecisionDto)
    .describe('What people have decided about which observations belong to it, the newest first.'),
}).meta({ id: 'FindingDetail' });
export type FindingDetailDto = z.infer<typeof FindingDetailDto>;

export const FindingDetailQuery = z.strictObject({
  scan: z
    .string()
    .max(100)
    .optional()
    .describe('Whose observations are wanted; absent means the scan that saw it last.'),
});
export type FindingDetailQuery = z.infer<typeof FindingDetailQuery>;

export function findingDetailDtoOf({
  observations,
  sightings,
  account,
  identityDecisions,
  ...finding
}: FindingDetail): FindingDetailDto {
  return {
    ...findingDtoOf(finding),
    ...owaspPartOf(finding.cwe),
    observations: [...observations],
    sightings: sightings.map(({ tools, ...sighting }) => ({ ...sighting, tools: [...tools] })),
    account: { ...account, compared: [...account.compared], silentTools: [...account.silentTools] },
    identityDecisions: identityDecisions.map(identityDecisionDtoOf),
  };
}

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

export function findingDtoOf(finding: Finding & { readonly dueAt?: string }): FindingDto {
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
