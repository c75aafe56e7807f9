import { type Severity } from '../severity.js';

/** A severity that a person has set, which no tool changes any more. */
export interface SeverityOverride {
  readonly severity: Severity;
  readonly reason: string;
}

/** What people have said of a finding beside its state. */
export interface Triage {
  /** Why the state is what it is, in the words of who decided it. */
  readonly reason?: string;
  readonly decidedBy?: string;
  /** When an accepted risk is a risk again, ISO 8601 in UTC. */
  readonly acceptedUntil?: string;
  /** Who takes care of it. */
  readonly assignee?: string;
  readonly override?: SeverityOverride;
}
