import { type Finding, type FindingDraft, type Sighting, sortedUnion } from './finding.js';
import { worstOf } from './severity.js';
import { newStanding, standingWhenSeen } from './standing.js';

/** A finding, and how the scan that reports sees it. */
export interface Joined {
  readonly finding: Finding;
  readonly sighting: Sighting;
}

/** Who says so, and when. */
export interface Word {
  readonly scanId: string;
  readonly tool: string;
  readonly at: string;
}

/** What a tool says of a finding that nobody has seen before. */
export function opened(id: string, draft: FindingDraft, { scanId, tool, at }: Word): Joined {
  const sighting: Sighting = { scanId, severity: draft.severity, corroboration: 1, tools: [tool], seenAt: at };
  const finding: Finding = {
    id,
    corroboration: 1,
    tools: [tool],
    firstSeenAt: at,
    lastSeenAt: at,
    lastScanId: scanId,
    standing: newStanding({ scanId, at }),
    triage: {},
    ...draft, // comes last: V8 takes about 500 bytes for each property that follows a spread
  };
  return { finding, sighting };
}

/**
 * What a tool says of a finding that is known. Within one scan the worst severity counts, and the words of the tool that came
 * first; the first word of a new scan replaces what the scan before it said.
 */
export function joined(finding: Finding, sighting: Sighting | undefined, draft: FindingDraft, word: Word): Joined {
  const { scanId, tool, at } = word;
  const tools = sortedUnion(sighting?.tools, [tool]);
  const severity = sighting === undefined ? draft.severity : worstOf(sighting.severity, draft.severity);
  const seen = { tools, corroboration: tools.length };
  return {
    finding: {
      ...finding,
      ...(sighting === undefined ? wordsOf(draft) : {}),
      endpoint: { ...draft.endpoint, ...finding.endpoint, ...(sighting === undefined ? draft.endpoint : {}) },
      ...seen,
      severity: finding.triage.override?.severity ?? severity,
      cwe: sortedUnion(finding.cwe, draft.cwe),
      cve: sortedUnion(finding.cve, draft.cve),
      references: sortedUnion(finding.references, draft.references),
      lastSeenAt: sighting?.seenAt ?? at,
      lastScanId: scanId,
      standing: standingWhenSeen(finding.standing, { scanId, at }),
    },
    sighting: { scanId, severity, ...seen, seenAt: sighting?.seenAt ?? at },
  };
}

function wordsOf({ title, description, remediation }: FindingDraft) {
  return { title, description, remediation };
}
