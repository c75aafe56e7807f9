import { identityOf, type MemberHints, membersOf } from './process-members.js';
import { type ProcessEntry } from './process-table.js';

const RUN = { token: 'token-of-run', pid: 100, startTime: 'boot:500' };
const NOTHING_KNOWN: MemberHints = { known: new Set(), groups: new Set(), self: 50 };

/** A process that has nothing to do with the run unless told otherwise. */
function entry(pid: number, parts: Partial<ProcessEntry> & { readonly token?: string } = {}): ProcessEntry {
  const { token, ...rest } = parts;
  const carries = (wanted: string): boolean => wanted === token;
  return { pid, parent: 1, group: pid, session: pid, startTime: `boot:${pid}`, carries, ...rest };
}

function pidsOf(entries: readonly ProcessEntry[], hints: Partial<MemberHints> = {}, run = RUN): number[] {
  return membersOf(entries, run, { ...NOTHING_KNOWN, ...hints }).map(({ pid }) => pid);
}

const first = entry(100, { startTime: 'boot:500' });

describe('the processes of a run', () => {
  it('are the first one and all that share its group or session or descend from it', () => {
    const table = [
      first,
      entry(101, { parent: 100 }),
      entry(102, { parent: 101 }),
      entry(103, { group: 100 }),
      entry(104, { session: 100 }),
      entry(105, { parent: 104, session: 105 }),
      entry(200),
    ];

    expect(pidsOf(table).sort()).toEqual([100, 101, 102, 103, 104, 105]);
  });

  it('are found whatever order they are listed in', () => {
    const table = [entry(10, { parent: 20 }), entry(20, { parent: 30 }), entry(30, { parent: 100 }), first];

    expect(pidsOf(table)).toHaveLength(4);
  });

  it('are those that carry its token, however far they went', () => {
    const away = entry(300, { token: RUN.token });

    expect(pidsOf([away, entry(301, { parent: 300 }), entry(302, { token: 'another' })])).toEqual([300, 301]);
  });

  it('are those seen before, even when nothing else tells', () => {
    const hidden = entry(300);

    expect(pidsOf([hidden, entry(301)], { known: new Set([identityOf(hidden)]) })).toEqual([300]);
  });

  it('are no strangers that got the pid of one', () => {
    const stranger = entry(100, { startTime: 'boot:900' });
    const itsChild = entry(101, { parent: 100, group: 100, session: 100 });
    const another = entry(300, { startTime: 'boot:901' });

    const known = new Set([identityOf({ pid: 300, startTime: 'boot:5' })]);

    expect(pidsOf([stranger, itsChild, another], { known, groups: new Set([100]) })).toEqual([]);
  });

  it('are those of its group after its first process ended, while the number is certainly still its own', () => {
    const left = entry(101, { group: 100, session: 100 });

    expect(pidsOf([left], { groups: new Set([100]) })).toEqual([101]);
    expect(pidsOf([left])).toEqual([]);
  });

  it('are none of ours, and never the first process of the system', () => {
    const table = [
      entry(1, { token: RUN.token }),
      entry(50, { session: 40, token: RUN.token }),
      entry(51, { session: 40, token: RUN.token }),
    ];

    expect(pidsOf(table)).toEqual([]);
  });

  it('are none when nothing about the run is known', () => {
    const table = [entry(0), entry(60, { startTime: '', token: '' }), entry(61, { session: 0, group: 0 })];

    expect(pidsOf(table, {}, { token: '', pid: 0, startTime: '' })).toEqual([]);
  });

  it('are not all those whose session is unknown', () => {
    const table = [entry(100, { startTime: 'boot:500', session: 0 }), entry(101, { session: 0 })];

    expect(pidsOf(table)).toEqual([100]);
  });
});
