import { z } from 'zod';
import { pageOf, PageQuery } from '../../../platform/http/page.js';
import { plainLine, plainText } from '../../../platform/http/plain-text.js';
import { CHANGED_FIELDS } from '../../finding-change.js';
import { SEVERITIES } from '../../severity.js';
import { DECIDABLE_STATES, type Decision } from '../decision.js';
import { type StoredChange } from '../finding-history.repository.js';
import { type TriageRecord } from '../triage.repository.js';
import { type UndoResult } from '../triage.service.js';

const DecisionFields = {
  state: z.enum(DECIDABLE_STATES).optional().describe('What is decided about it; absent leaves it as it is.'),
  reason: plainText(2000)
    .optional()
    .describe('Why. Needed for `false_positive`, for `accepted_risk` and for another severity.'),
  acceptedUntil: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('When an accepted risk is open again by itself, ISO 8601. Needed for `accepted_risk`.'),
  assignee: plainLine(100).nullable().optional().describe('Who takes care of it; null for nobody.'),
  severity: z
    .enum(SEVERITIES)
    .nullable()
    .optional()
    .describe('How bad it is, whatever scans say; null lets scans say it again.'),
};

const by = plainLine(100).describe('Who decides.');

export const DecisionDto = z.strictObject({ ...DecisionFields, by }).meta({ id: 'Decision' });
export type DecisionDto = z.infer<typeof DecisionDto>;

export const NewTriageDto = z
  .strictObject({
    q: z
      .string()
      .max(2000)
      .optional()
      .describe('Decide about everything that this search finds. The empty text finds all.'),
    ids: z.array(z.string().max(100)).min(1).max(1000).optional().describe('Decide about these findings.'),
    ...DecisionFields,
    by,
  })
  .refine(({ q, ids }) => (q === undefined) !== (ids === undefined), { error: 'Give either q or ids.', path: ['q'] })
  .meta({ id: 'NewTriage' });
export type NewTriageDto = z.infer<typeof NewTriageDto>;

/** The decision without who makes it and about what. */
export function decisionOf({ state, reason, acceptedUntil, assignee, severity }: Omit<DecisionDto, 'by'>): Decision {
  return { state, reason, acceptedUntil, assignee, severity };
}

export const TriageDto = z
  .object({
    id: z.string().describe('Identifier of the decision; give it to undo it.'),
    decidedAt: z.string().describe('When it was made, ISO 8601 in UTC.'),
    decidedBy: z.string().describe('Who made it.'),
    query: z.string().optional().describe('The search whose findings it was made about.'),
    decision: z.object(DecisionFields).meta({ id: 'MadeDecision' }).describe('What was decided.'),
    changed: z.number().int().describe('How many findings it changed; the others were so already.'),
    undoneAt: z.string().optional().describe('When it was taken back, ISO 8601 in UTC.'),
    undoneBy: z.string().optional().describe('Who took it back.'),
  })
  .meta({ id: 'Triage' });
export type TriageDto = z.infer<typeof TriageDto>;

export function triageDtoOf(triage: TriageRecord): TriageDto {
  return { ...triage };
}

export const TriageListDto = z
  .object({ items: z.array(TriageDto).describe('The latest hundred, newest first.') })
  .meta({ id: 'TriageList' });
export type TriageListDto = z.infer<typeof TriageListDto>;

export const UndoDto = z.strictObject({ by: plainLine(100).describe('Who takes it back.') }).meta({ id: 'Undo' });
export type UndoDto = z.infer<typeof UndoDto>;

export const UndoResultDto = z
  .object({
    triage: TriageDto.describe('The decision that was taken back.'),
    restored: z.number().int().describe('How many findings are as they were before.'),
    left: z.number().int().describe('How many were decided about otherwise since, and stay as they are.'),
  })
  .meta({ id: 'UndoResult' });
export type UndoResultDto = z.infer<typeof UndoResultDto>;

export function undoResultDtoOf({ triage, restored, left }: UndoResult): UndoResultDto {
  return { triage: triageDtoOf(triage), restored, left };
}

export const NewCommentDto = z
  .strictObject({
    text: plainText(10_000).describe('What there is to say.'),
    by: plainLine(100).describe('Who says it.'),
  })
  .meta({ id: 'NewComment' });
export type NewCommentDto = z.infer<typeof NewCommentDto>;

export const FindingChangeDto = z
  .object({
    id: z.string().describe('Identifier of the change.'),
    at: z.string().describe('When, ISO 8601 in UTC.'),
    actor: z.string().optional().describe('The person; absent for a scan or for time that has run out.'),
    field: z.enum(CHANGED_FIELDS).describe('What changed; `comment` for something that was written.'),
    before: z.string().optional().describe('What it was.'),
    after: z.string().optional().describe('What it is since; the text of a comment.'),
    reason: z.string().optional().describe('Why.'),
    scanId: z.string().optional().describe('The scan that brought it about.'),
  })
  .meta({ id: 'FindingChange' });
export type FindingChangeDto = z.infer<typeof FindingChangeDto>;

export function findingChangeDtoOf({
  id,
  at,
  actor,
  field,
  before,
  after,
  reason,
  scanId,
}: StoredChange): FindingChangeDto {
  return { id, at, actor, field, before, after, reason, scanId };
}

export const FindingHistoryDto = pageOf('FindingHistory', FindingChangeDto);
export type FindingHistoryDto = z.infer<typeof FindingHistoryDto>;

export const HistoryQuery = PageQuery;
export type HistoryQuery = z.infer<typeof HistoryQuery>;
