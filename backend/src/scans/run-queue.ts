import { firstValueFrom, merge, Subject } from 'rxjs';
import { type HostLimits } from './host-limits.js';

/** A run that waits for a slot. */
export interface WaitingRun {
  readonly id: string;
  /** Address of the host it examines. */
  readonly address: string;
  /** The larger, the earlier: the expected length of the work that hangs on it, in milliseconds. */
  readonly weight: number;
}

/** The runs of one scan that wait for a slot: longest expected first, those whose host is busy later. */
export class RunQueue {
  private readonly waiting: WaitingRun[] = [];
  private readonly changes = new Subject<void>();
  private closed = false;

  constructor(private readonly hosts: HostLimits) {}

  get length(): number {
    return this.waiting.length;
  }

  add(run: WaitingRun): void {
    this.waiting.push(run);
    this.waiting.sort((first, second) => second.weight - first.weight);
    this.changes.next();
  }

  /** The next run, with a place at its host taken; waits while all hosts are busy. Undefined once the queue is closed. */
  async take(): Promise<WaitingRun | undefined> {
    for (;;) {
      if (this.closed) return undefined;
      const next = this.takeReady();
      if (next !== undefined) return next;
      await firstValueFrom(merge(this.changes, this.hosts.released), { defaultValue: undefined });
    }
  }

  /** Empties the queue: whoever waits gets nothing. Returns the runs that will not run. */
  close(): readonly WaitingRun[] {
    this.closed = true;
    const left = this.waiting.splice(0);
    this.changes.next();
    return left;
  }

  private takeReady(): WaitingRun | undefined {
    const position = this.waiting.findIndex(({ address }) => this.hosts.hasPlace(address));
    if (position === -1) return undefined;
    const [run] = this.waiting.splice(position, 1);
    if (run !== undefined) this.hosts.take(run.address);
    return run;
  }
}
