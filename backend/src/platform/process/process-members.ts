import { type LeftRun } from './process-contract.js';
import { type ProcessEntry } from './process-table.js';

/** Names a process for good: its pid alone may come back as another process. */
export function identityOf({ pid, startTime }: Pick<ProcessEntry, 'pid' | 'startTime'>): string {
  return `${pid} ${startTime}`;
}

/** What is known about a run besides its name. */
export interface MemberHints {
  /** Identities of processes that belonged to the run when they were last seen. */
  readonly known: ReadonlySet<string>;
  /** Group and session numbers that belong to the run even when their leader has ended. */
  readonly groups: ReadonlySet<number>;
  /** Our own pid: neither it nor its session is ever a member. */
  readonly self: number;
}

/**
 * The processes of a run: those that carry its token, its first process, those seen before, and then everything that shares a
 * group or session with one of them or descends from one. A number alone proves nothing, because numbers are used again.
 */
export function membersOf(
  entries: readonly ProcessEntry[],
  run: LeftRun,
  { known, groups, self }: MemberHints,
): readonly ProcessEntry[] {
  const others = withoutSelf(entries, self);
  const trusted = others.some(({ pid, startTime }) => pid === run.pid && startTime !== run.startTime)
    ? new Set<number>()
    : groups;
  const proven = others.filter(
    (entry) =>
      known.has(identityOf(entry)) ||
      (run.startTime !== '' && identityOf(entry) === identityOf(run)) ||
      trusted.has(entry.group) ||
      trusted.has(entry.session) ||
      (run.token !== '' && entry.carries(run.token)),
  );
  return withRelatives(others, proven);
}

function withoutSelf(entries: readonly ProcessEntry[], self: number): readonly ProcessEntry[] {
  const session = entries.find(({ pid }) => pid === self)?.session ?? 0;
  return entries.filter((entry) => entry.pid !== self && entry.pid > 1 && (session === 0 || entry.session !== session));
}

function withRelatives(entries: readonly ProcessEntry[], proven: readonly ProcessEntry[]): readonly ProcessEntry[] {
  const members = new Set(proven);
  for (let before = -1; before !== members.size;) {
    before = members.size;
    const pids = new Set([...members].map(({ pid }) => pid));
    const groups = new Set([...members].map(({ group }) => group));
    const sessions = new Set([...members].map(({ session }) => session));
    sessions.delete(0);
    for (const entry of entries) {
      if (pids.has(entry.parent) || groups.has(entry.group) || sessions.has(entry.session)) members.add(entry);
    }
  }
  return [...members];
}
