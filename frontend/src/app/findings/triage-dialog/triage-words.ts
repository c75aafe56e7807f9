import { type NewTriage } from '../../api/generated/model/newTriage';
import { type NewTriageState } from '../../api/generated/model/newTriageState';
import { type Severity } from '../../ui/severity';

/** A decision as the form holds it; empty words leave things as they are. */
export interface TriageWords {
  readonly state: NewTriageState | '';
  readonly reason: string;
  /** A day, as a date field writes it. */
  readonly until: string;
  readonly assignee: string;
  readonly unassign: boolean;
  readonly severity: Severity | 'seen' | '';
  readonly by: string;
}

export const NO_DECISION: TriageWords = {
  state: '',
  reason: '',
  until: '',
  assignee: '',
  unassign: false,
  severity: '',
  by: '',
};

export const STATE_CHOICES: readonly {
  readonly value: NewTriageState;
  readonly title: string;
  readonly means: string;
}[] = [
  { value: 'confirmed', title: 'Confirmed', means: 'Somebody has checked that it is there.' },
  { value: 'false_positive', title: 'False positive', means: 'It is not there. It stays so when tools see it again.' },
  { value: 'accepted_risk', title: 'Accepted risk', means: 'It is there, and may stay until a day that you name.' },
  { value: 'fixed', title: 'Fixed', means: 'It was mended. A scan that sees it opens it again.' },
  { value: 'open', title: 'Open', means: 'It waits for somebody.' },
];

/** What is missing before the decision can be made; undefined when nothing is. */
export function missingIn({ state, reason, until, assignee, unassign, severity, by }: TriageWords): string | undefined {
  if (state === '' && assignee.trim() === '' && !unassign && severity === '') return 'Choose what to decide.';
  if (state === 'accepted_risk' && until === '') return 'Say until which day the risk is accepted.';
  const isReasonNeeded = state === 'false_positive' || state === 'accepted_risk' || !['', 'seen'].includes(severity);
  if (isReasonNeeded && reason.trim() === '') return 'Say why: others have to understand it later.';
  return by.trim() === '' ? 'Say who decides.' : undefined;
}

/** The decision in the words of the API. */
export function decisionFrom(words: TriageWords): NewTriage {
  const { state, reason, until, assignee, unassign, severity, by } = words;
  return {
    by: by.trim(),
    ...(state === '' ? {} : { state }),
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    ...(state === 'accepted_risk' ? { acceptedUntil: endOfDay(until) } : {}),
    ...(unassign ? { assignee: null } : assignee.trim() === '' ? {} : { assignee: assignee.trim() }),
    ...(severity === '' ? {} : { severity: severity === 'seen' ? null : severity }),
  };
}

/** A risk that is accepted until a day is accepted on that day. */
function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59`).toISOString();
}
