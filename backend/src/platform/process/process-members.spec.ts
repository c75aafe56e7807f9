import { identityOf, membersOf, type MemberHints } from './process-members.js';
import { type ProcessEntry } from './process-table.js';

const SELF = 10;
const RUN = { token: 'the-token', pid: 100, startTime: '5000' };
const NO_HINTS: MemberHints = { known: new Set(), groups: new Set(), self: SELF };

function entry(pid: number, part: Partial<ProcessEntry> & { readonly token?: string } = {}): ProcessEntry {
  const { token, ...rest } = part;
  return {
    pid,
    parent: 1,
    group: pid,
    session: pid,
    startTime: '6000',
    carries: (wanted) => wanted === token,
    ...rest,
  };
}

const server = entry(SELF, { session: SELF, startTime: '1' });
const first = entry(100, { startTime: '5000', parent: SELF });

function pidsOf(entries: readonly ProcessEntry[], hints = NO_HINTS): number[] {
  return membersOf([server, ...entries], RUN, hints)
    .map(({ pid }) => pid)
    .sort();
}

describe(membersOf.name, () => {
  it('finds the first process and what descends from it', () => {
    expect(pidsOf([first, entry(101, { parent: 100 }), entry(102, { parent: 101 }), entry(200)])).toEqual([
      100, 101, 102,
    ]);
  });

  it('finds one that forked away into a session of its own, by its token', () => {
    expect(pidsOf([entry(300, { token: 'the-token' }), entry(301, { parent: 300 })])).toEqual([300, 301]);
  });

  it('finds one that changed its environment, by the group or session that it shares', () => {
    expect(pidsOf([first, entry(400, { group: 100 }), entry(401, { session: 100 })])).toEqual([100, 400, 401]);
  });

  it('does not take another program for the first process because it has the same pid now', () => {
    expect(pidsOf([entry(100, { startTime: '9999' })])).toEqual([]);
  });

  it('distrusts a group number when its leader’s pid was given to another program', () => {
    const hints = { ...NO_HINTS, groups: new Set([100]) };

    expect(pidsOf([entry(500, { group: 100 })], hints)).toEqual([500]);
    expect(pidsOf([entry(100, { startTime: '9999' }), entry(500, { group: 100 })], hints)).toEqual([]);
  });

  it('keeps those seen before, even when nothing else ties them to the run any more', () => {
    const stray = entry(600);

    expect(pidsOf([stray], { ...NO_HINTS, known: new Set([identityOf(stray)]) })).toEqual([600]);
  });

  it('never counts the server, its session or the first process of the machine', () => {
    const neighbour = entry(11, { session: SELF, token: 'the-token' });
    const init = entry(1, { token: 'the-token' });

    expect(pidsOf([neighbour, init])).toEqual([]);
  });
});
