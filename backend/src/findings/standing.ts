import { type FindingState, stateWhenGone, stateWhenSeen } from './finding-state.js';

/**
 * Whether a finding is there, as far as it is known: `seen` by the scan that looked last; `gone` by proof; `unknown` because
 * the scan that looked last could neither see it nor prove it gone.
 */
export const PRESENCES = ['seen', 'unknown', 'gone'] as const;

export type Presence = (typeof PRESENCES)[number];

/** How things stand with a finding: what is decided, and what is known. */
export interface Standing {
  readonly state: FindingState;
  readonly presence: Presence;
  /** Since when the presence is what it is, ISO 8601 in UTC. */
  readonly since: string;
  /** The scan that brought the presence about. */
  readonly scanId: string;
  /** In words: how an absence was proven, or why it was not. */
  readonly reason?: string;
  /** When it was last opened again after it had been closed. */
  readonly reopenedAt?: string;
}

/** When something became known, and from which scan. */
export interface Moment {
  readonly scanId: string;
  readonly at: string;
}

/** What a scan has made out about a finding that it did not see. */
export type Absence =
  | { readonly proven: true; readonly reason: string; readonly runId: string }
  | { readonly proven: false; readonly reason: string };

export function newStanding({ scanId, at }: Moment): Standing {
  return { state: 'open', presence: 'seen', since: at, scanId };
}

/** A tool saw it. What is seen again without a break keeps the time since when. */
export function standingWhenSeen(standing: Standing, { scanId, at }: Moment): Standing {
  const state = stateWhenSeen(standing.state);
  const reopenedAt = state === 'reopened' && standing.state !== 'reopened' ? at : standing.reopenedAt;
  const decided = { state, ...(reopenedAt === undefined ? {} : { reopenedAt }) };
  if (standing.presence === 'seen') return { ...standing, ...decided };
  return { ...decided, presence: 'seen', since: at, scanId };
}

/** A scan did not see it. Only a proof changes what is decided; without one, what was unknown stays so since it became so. */
export function standingWhenMissed(standing: Standing, absence: Absence, { scanId, at }: Moment): Standing {
  const known = { ...standing, since: at, scanId, reason: absence.reason };
  if (absence.proven) return { ...known, state: stateWhenGone(standing.state), presence: 'gone' };
  return standing.presence === 'seen' ? { ...known, presence: 'unknown' } : standing;
}
