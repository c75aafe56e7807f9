import { z } from 'zod';
import { plainLine, plainText } from '../../../platform/http/plain-text.js';
import { IDENTITY_DECISION_KINDS, type IdentityDecision } from '../identity-decision.js';

const reason = plainText(2000).describe('Why.');
const by = plainLine(100).describe('Who decides.');

export const NewJoinDto = z
  .strictObject({
    findings: z
      .array(z.string().max(100))
      .min(1)
      .max(50)
      .describe('Ids of the findings that are the same as this one. They become part of it.'),
    reason,
    by,
  })
  .meta({ id: 'NewJoin' });
export type NewJoinDto = z.infer<typeof NewJoinDto>;

export const NewSplitDto = z
  .strictObject({
    tool: z.string().max(100).describe('Id of the tool that speaks of something else.'),
    reason,
    by,
  })
  .meta({ id: 'NewSplit' });
export type NewSplitDto = z.infer<typeof NewSplitDto>;

export const IdentityDecisionDto = z
  .object({
    id: z.string().describe('Identifier of the decision; give it to undo it.'),
    kind: z
      .enum(IDENTITY_DECISION_KINDS)
      .describe('`join`: the other finding became part of this one. `split`: it came out of this one.'),
    decidedAt: z.string().describe('When it was made, ISO 8601 in UTC.'),
    decidedBy: z.string().describe('Who made it.'),
    reason: z.string().describe('Why.'),
    findingId: z.string().describe('The finding that stayed.'),
    otherId: z.string().describe('The finding that became part of it, or that came out of it.'),
    other: z.string().describe('Title and place of the other one.'),
    tool: z.string().optional().describe('Of a split: the tool whose observations are the other finding.'),
    undoneAt: z.string().optional().describe('When it was taken back, ISO 8601 in UTC.'),
    undoneBy: z.string().optional().describe('Who took it back.'),
  })
  .meta({ id: 'IdentityDecision' });
export type IdentityDecisionDto = z.infer<typeof IdentityDecisionDto>;

export const IdentityDecisionListDto = z
  .object({
    items: z.array(IdentityDecisionDto).describe('One for each finding, in the order in which they were named.'),
  })
  .meta({ id: 'IdentityDecisionList' });
export type IdentityDecisionListDto = z.infer<typeof IdentityDecisionListDto>;

export function identityDecisionDtoOf(decision: IdentityDecision): IdentityDecisionDto {
  return { ...decision };
}
