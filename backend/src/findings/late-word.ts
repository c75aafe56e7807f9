import { type Joined, joined, opened, type Word } from './finding-join.js';
import { type Finding, type FindingDraft, type Sighting, sortedUnion } from './finding.js';
import { type Moment, type Standing, standingWhenMissed, standingWhenSeen } from './standing.js';

/** That a scan of the past says something only now: its stored output was read again. */
export interface Late {
  /** When the scan saw it, ISO 8601 in UTC. */
  readonly seenAt: string;
  /** The newest scan of the same target that has ended since; absent when there is none. */
  readonly followedBy?: Moment;
}

/** How a word becomes part of what is known. */
export interface Joining {
  readonly opened: (id: string, draft: FindingDraft, word: Word) => Joined;
  readonly joined: (finding: Finding, sighting: Sighting | undefined, draft: FindingDraft, word: Word) => Joined;
}

const ON_TIME: Joining = { opened, joined };

const NOT_ASKED =
  'an earlier scan saw it, as its stored output says when it is read again; this scan was not asked about it';

/** How a word joins: what comes late must not overrule what was learnt or decided since. */
export function joiningOf(late: Late | undefined): Joining {
  if (late === undefined) return ON_TIME;
  return {
    opened: (id, draft, word) => {
      const now = opened(id, draft, word);
      return { ...now, finding: { ...now.finding, standing: afterwards(now.finding.standing, late) } };
    },
    joined: (finding, sighting, draft, word) => joinedLate(finding, sighting, draft, word, late),
  };
}

function joinedLate(
  finding: Finding,
  sighting: Sighting | undefined,
  draft: FindingDraft,
  word: Word,
  late: Late,
): Joined {
  const now = joined(finding, sighting, draft, word);
  // ids of version 7 sort by time: a newer scan has the last word on all but the lists, which only grow
  if (finding.lastScanId > word.scanId) return { ...now, finding: { ...finding, ...listsOf(finding, draft) } };
  if (finding.lastScanId === word.scanId) return { ...now, finding: { ...now.finding, standing: finding.standing } };
  return { ...now, finding: { ...now.finding, standing: standingWhenSeenLate(finding.standing, word, late) } };
}

/** What is decided stands; only a machine's "gone" that is not newer than the word falls with it. */
function standingWhenSeenLate(standing: Standing, word: Word, late: Late): Standing {
  if (standing.scanId > word.scanId) return standing;
  return afterwards(
    standing.presence === 'gone' ? standingWhenSeen(standing, word) : seenUndecided(standing, word),
    late,
  );
}

function seenUndecided(standing: Standing, { scanId, at }: Word): Standing {
  if (standing.presence === 'seen') return standing;
  const { state, reopenedAt } = standing;
  return { state, presence: 'seen', since: at, scanId, ...(reopenedAt === undefined ? {} : { reopenedAt }) };
}

/** A scan that ended since did not see it, and proved nothing either. */
function afterwards(standing: Standing, { followedBy }: Late): Standing {
  if (followedBy === undefined) return standing;
  return standingWhenMissed(standing, { proven: false, reason: NOT_ASKED }, followedBy);
}

function listsOf(finding: Finding, draft: FindingDraft): Pick<Finding, 'cwe' | 'cve' | 'references'> {
  return {
    cwe: sortedUnion(finding.cwe, draft.cwe),
    cve: sortedUnion(finding.cve, draft.cve),
    references: sortedUnion(finding.references, draft.references),
  };
}
