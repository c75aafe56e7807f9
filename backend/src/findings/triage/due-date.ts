import { ACTIVE_STATES } from '../finding-state.js';
import { type Finding } from '../finding.js';
import { type Severity } from '../severity.js';

/** How many days a finding of each severity may stay open; absent means no limit. */
export type ServiceLevel = Readonly<Partial<Record<Severity, number>>>;

const DAY_MS = 86_400_000;

/** When a finding has to be dealt with: counted from when it was first seen, or last reopened. */
export function dueAt({ severity, standing, firstSeenAt }: Finding, level: ServiceLevel): string | undefined {
  const days = level[severity];
  if (days === undefined || standing.presence === 'gone' || !ACTIVE_STATES.includes(standing.state)) return undefined;
  return new Date(Date.parse(standing.reopenedAt ?? firstSeenAt) + days * DAY_MS).toISOString();
}

/** Findings that were opened before this moment are due at `at`; undefined without a limit. */
export function openedBefore(at: Date, severity: Severity, level: ServiceLevel): string | undefined {
  const days = level[severity];
  return days === undefined ? undefined : new Date(at.getTime() - days * DAY_MS).toISOString();
}
