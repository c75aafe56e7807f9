import { type LeftRun } from './process-contract.js';
import { identityOf, membersOf } from './process-members.js';
import { type ProcessEntry, type ProcessTable } from './process-table.js';

/** The processes of a run that are alive at one moment. */
export interface MemberLook {
  readonly members: readonly ProcessEntry[];
  /** False when one may have been missed: processes ended and started others meanwhile. */
  readonly isWhole: boolean;
}

/** Looks for the processes of one run and remembers each that it saw: one that hides later stays known. */
export class MemberWatch {
  private readonly known = new Set<string>();
  private readonly seen = new Set<number>();

  private constructor(
    private readonly table: ProcessTable,
    private readonly run: LeftRun,
    private readonly groups: ReadonlySet<number>,
  ) {}

  /** Of a process that we started and still know: the number of its group cannot have passed to somebody else. */
  static ofChild(table: ProcessTable, run: LeftRun): MemberWatch {
    const watch = new MemberWatch(table, run, new Set([run.pid]));
    watch.seen.add(run.pid);
    return watch;
  }

  /** Of a run of a server that is gone: any number may belong to somebody else by now. */
  static ofLeftRun(table: ProcessTable, run: LeftRun): MemberWatch {
    return new MemberWatch(table, run, new Set());
  }

  /** Those alive now. */
  async look(): Promise<MemberLook> {
    const hints = { known: this.known, groups: this.groups, self: process.pid };
    const { entries, isWhole } = await this.table.read();
    const members = membersOf(entries, this.run, hints);
    for (const member of members) {
      this.known.add(identityOf(member));
      this.seen.add(member.pid);
    }
    return { members, isWhole };
  }

  /** Kills at once what carries the token of the run. @returns how many were found */
  strike(except: number | undefined): number {
    return this.run.token === '' ? 0 : this.table.killCarriers(this.run.token, except);
  }

  /** Every process seen so far, in ascending order. */
  get pids(): readonly number[] {
    return [...this.seen].sort((a, b) => a - b);
  }
}
