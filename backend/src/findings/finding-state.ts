/**
 * What is decided about a finding. `open` and `reopened` come from machines, `fixed` from a proof or a person, the others from
 * people alone.
 */
export const FINDING_STATES = ['open', 'reopened', 'confirmed', 'fixed', 'false_positive', 'accepted_risk'] as const;

export type FindingState = (typeof FINDING_STATES)[number];

/** States in which a finding asks for work. */
export const ACTIVE_STATES: readonly FindingState[] = ['open', 'reopened', 'confirmed'];

/** The state after a tool saw the finding: what a person has decided stands, what was called fixed is not. */
export function stateWhenSeen(state: FindingState): FindingState {
  return state === 'fixed' ? 'reopened' : state;
}

/** The state after its absence was proven: what a person has decided about the finding stands. */
export function stateWhenGone(state: FindingState): FindingState {
  return ACTIVE_STATES.includes(state) ? 'fixed' : state;
}
