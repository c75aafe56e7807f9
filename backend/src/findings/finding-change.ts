import { type Moment, type Standing } from './standing.js';

/** What may change of a finding. */
export const CHANGED_FIELDS = [
  'state',
  'presence',
  'accepted_until',
  'assignee',
  'severity',
  'comment',
  'identity',
] as const;

export type ChangedField = (typeof CHANGED_FIELDS)[number];

/** One change of a finding, as its history keeps it. */
export interface FindingChange {
  readonly findingId: string;
  readonly at: string;
  /** The person who made it; absent for a scan. */
  readonly actor?: string;
  readonly field: ChangedField;
  readonly before?: string;
  readonly after?: string;
  readonly reason?: string;
  /** The scan that brought it about. */
  readonly scanId?: string;
}

/** What a scan changed by seeing or missing a finding. */
export function changesOfStanding(
  findingId: string,
  before: Standing,
  after: Standing,
  moment: Moment,
): FindingChange[] {
  const common = { findingId, ...moment, ...(after.reason === undefined ? {} : { reason: after.reason }) };
  return (['state', 'presence'] as const)
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ ...common, field, before: before[field], after: after[field] }));
}
