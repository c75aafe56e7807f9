import { type ChangedField, type FindingChange } from '../finding-change.js';
import { ACTIVE_STATES, type FindingState } from '../finding-state.js';
import { type Finding } from '../finding.js';
import { type Severity } from '../severity.js';
import { DecisionInvalidError } from './triage.errors.js';
import { type SeverityOverride, type Triage } from './triage.js';

/** States that a person can decide on. `reopened` is said by machines alone. */
export const DECIDABLE_STATES = ['open', 'confirmed', 'fixed', 'false_positive', 'accepted_risk'] as const;

/** What a person decides about a finding. What is absent stays; null takes back. */
export interface Decision {
  readonly state?: (typeof DECIDABLE_STATES)[number] | undefined;
  /** Needed for a false positive, an accepted risk and another severity. */
  readonly reason?: string | undefined;
  /** When the risk is no longer accepted; needed for `accepted_risk`, and for nothing else. */
  readonly acceptedUntil?: string | undefined;
  readonly assignee?: string | null | undefined;
  readonly severity?: Severity | null | undefined;
}

/** Everything of a finding that a decision can change. */
export interface Decided {
  readonly state: FindingState;
  readonly triage: Triage;
  /** When it was last opened again after it had been closed. */
  readonly reopenedAt?: string;
}

/** Who decides, and when. */
export interface Decider {
  readonly by: string;
  readonly at: string;
}

/** Findings wait for ten years at most: whatever is accepted for longer is accepted for ever. */
const LONGEST_ACCEPTANCE_MS = 10 * 366 * 86_400_000;
const NEEDS_REASON: readonly FindingState[] = ['false_positive', 'accepted_risk'];

/** @throws DecisionInvalidError naming every part that is wrong */
export function checkDecision(decision: Decision, now: Date): void {
  const { state, reason, acceptedUntil, assignee, severity } = decision;
  const wrong: { field: string; message: string }[] = [];
  if (state === undefined && assignee === undefined && severity === undefined) {
    wrong.push({ field: 'state', message: 'Decide on something: state, assignee or severity.' });
  }
  const isReasonNeeded = (state !== undefined && NEEDS_REASON.includes(state)) || typeof severity === 'string';
  if (isReasonNeeded && reason === undefined) {
    wrong.push({ field: 'reason', message: 'Say why: others have to understand it later.' });
  }
  const wrongEnd = endOfAcceptance(state, acceptedUntil, now);
  if (wrongEnd !== undefined) wrong.push({ field: 'acceptedUntil', message: wrongEnd });
  if (wrong.length > 0) throw new DecisionInvalidError(wrong);
}

function endOfAcceptance(state: Decision['state'], until: string | undefined, now: Date): string | undefined {
  if (state !== 'accepted_risk') return until === undefined ? undefined : 'Only an accepted risk has an end.';
  if (until === undefined) return 'Say until when the risk is accepted; then it is open again by itself.';
  const left = Date.parse(until) - now.getTime();
  if (left <= 0) return 'It lies in the past.';
  return left > LONGEST_ACCEPTANCE_MS ? 'It lies more than ten years ahead.' : undefined;
}

/** What is decided about a finding now. */
export function decidedOf({ standing: { state, reopenedAt }, triage }: Finding): Decided {
  return { state, triage, ...(reopenedAt === undefined ? {} : { reopenedAt }) };
}

/** What is decided once this decision is made. */
export function decide(before: Decided, decision: Decision, { by, at }: Decider): Decided {
  const { state, reason, acceptedUntil, assignee, severity } = decision;
  const { triage } = before;
  const decided =
    state === undefined
      ? {}
      : {
          reason,
          decidedBy: by,
          acceptedUntil: acceptedUntil === undefined ? undefined : new Date(acceptedUntil).toISOString(),
        };
  const isOpenedAgain = state !== undefined && !isActive(before.state) && isActive(state);
  return {
    ...before,
    ...(isOpenedAgain ? { reopenedAt: at } : {}),
    state: state ?? before.state,
    triage: triageOf({
      ...triage,
      ...decided,
      ...(assignee === undefined ? {} : { assignee: assignee ?? undefined }),
      override: overrideOf(severity, reason, triage.override),
    }),
  };
}

function isActive(state: FindingState): boolean {
  return ACTIVE_STATES.includes(state);
}

function overrideOf(
  severity: Decision['severity'],
  reason = '',
  before: SeverityOverride | undefined,
): SeverityOverride | undefined {
  if (severity === undefined) return before;
  return severity === null ? undefined : { severity, reason };
}

/** Leaves out what is not there. */
export function triageOf(parts: { readonly [Part in keyof Triage]: Triage[Part] | undefined }): Triage {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

/**
 * The finding with what is decided about it.
 * @param seenSeverity how bad the scan says that saw it last
 */
export function withDecided(finding: Finding, decided: Decided, seenSeverity: Severity): Finding {
  const { state, triage, reopenedAt } = decided;
  const { presence, since, scanId, reason } = finding.standing;
  const known = { presence, since, scanId, ...(reason === undefined ? {} : { reason }) };
  return {
    ...finding,
    severity: triage.override?.severity ?? seenSeverity,
    standing: { ...known, state, ...(reopenedAt === undefined ? {} : { reopenedAt }) },
    triage,
  };
}

/** What a person changed, for the history. */
export function changesOfDecision(
  findingId: string,
  before: Decided,
  after: Decided,
  { by, at }: Decider,
  reason: string | undefined,
): FindingChange[] {
  const said = reason === undefined ? {} : { reason };
  const fields: readonly (readonly [ChangedField, string | undefined, string | undefined])[] = [
    ['state', before.state, after.state],
    ['accepted_until', before.triage.acceptedUntil, after.triage.acceptedUntil],
    ['assignee', before.triage.assignee, after.triage.assignee],
    ['severity', before.triage.override?.severity, after.triage.override?.severity],
  ];
  return fields
    .filter(([, was, is]) => was !== is)
    .map(([field, was, is]) => ({
      findingId,
      at,
      actor: by,
      field,
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
      ...said,
    }));
}
