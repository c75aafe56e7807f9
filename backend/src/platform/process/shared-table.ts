import { setTimeout as delay } from 'node:timers/promises';
import { type ProcessPicture, type ProcessTable } from './process-table.js';

const LONGEST_PAUSE_MS = 50;

/**
 * One look for all who ask at the same time. When twenty runs end at once, twenty looks a moment would leave no time for
 * anything else; so as much time passes between two looks as the last one took.
 */
export class SharedTable implements ProcessTable {
  private next: Promise<ProcessPicture> | undefined;
  private lastLookMs = 0;

  constructor(private readonly table: ProcessTable) {}

  /** The picture is never older than the question. */
  read(): Promise<ProcessPicture> {
    this.next ??= this.look();
    return this.next;
  }

  killCarriers(token: string, except: number | undefined): number {
    return this.table.killCarriers(token, except);
  }

  startTimeOf(pid: number): Promise<string> {
    return this.table.startTimeOf(pid);
  }

  private async look(): Promise<ProcessPicture> {
    await delay(Math.min(this.lastLookMs, LONGEST_PAUSE_MS));
    this.next = undefined;
    const begun = performance.now();
    const picture = await this.table.read();
    this.lastLookMs = performance.now() - begun;
    return picture;
  }
}
