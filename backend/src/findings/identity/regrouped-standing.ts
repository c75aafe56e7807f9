import { stateWhenSeen } from '../finding-state.js';
import { type Finding, type Sighting } from '../finding.js';
import { type Moment, type Standing, standingWhenMissed } from '../standing.js';

const NOT_ASKED = 'the scan that looked last judged it when its observations were grouped otherwise';

/** The last scan that had a say on any of these findings. */
export function lastWordOn(findings: readonly Finding[]): Moment {
  const moments = findings.flatMap(({ standing, lastScanId, lastSeenAt }) => [
    { scanId: standing.scanId, at: standing.since },
    { scanId: lastScanId, at: lastSeenAt },
  ]);
  return moments.reduce((latest, moment) => (moment.scanId > latest.scanId ? moment : latest)); // version 7: sorted by time
}

/** How things stand when two findings are one: gone only if both are. Decided is what is decided of the one that stays. */
export function joinedStanding(kept: Standing, other: Standing): Standing {
  if (kept.presence !== 'gone' || other.presence === 'gone') return kept;
  const { presence, since, scanId, reason } = other;
  const state = stateWhenSeen(kept.state);
  const reopenedAt = state === 'reopened' && kept.state !== 'reopened' ? since : kept.reopenedAt;
  return {
    ...{ state, presence, since, scanId },
    ...(reason === undefined ? {} : { reason }),
    ...(reopenedAt === undefined ? {} : { reopenedAt }),
  };
}

/**
 * How things stand with a finding whose observations have been grouped anew: seen by the last scan that had a say, or else
 * not known. Nothing is proven by grouping, and nothing was seen again: what is decided stays.
 */
export function regroupedStanding(standing: Standing, newest: Sighting, lastWord: Moment): Standing {
  if (newest.scanId >= lastWord.scanId) {
    if (standing.presence === 'seen') return standing;
    const { state, reopenedAt } = standing;
    const decided = { state, ...(reopenedAt === undefined ? {} : { reopenedAt }) };
    return { ...decided, presence: 'seen', since: newest.seenAt, scanId: newest.scanId };
  }
  return standingWhenMissed(standing, { proven: false, reason: NOT_ASKED }, lastWord);
}
