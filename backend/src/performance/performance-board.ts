import { Injectable } from '@nestjs/common';

/** Scans and runs that wait or are in progress now. */
export interface QueueFigures {
  readonly waitingScans: number;
  readonly runningScans: number;
  readonly runningToolRuns: number;
}

/** What one tool did, over all that is stored. */
export interface ToolFigures {
  readonly tool: string;
  readonly runs: number;
  /** Runs that failed, timed out or were cut short. */
  readonly failures: number;
  /** Runs in whose place an earlier output was read again. */
  readonly cached: number;
  /** cached / runs that brought a result. */
  readonly cacheShare: number;
  /** Of its latest runs that really ran, milliseconds; absent before the first. */
  readonly p50Ms?: number;
  readonly p95Ms?: number;
}

/** What running its tools at the same time brought one scan, as measured. */
export interface ScanFigures {
  readonly scanId: string;
  readonly finishedAt: string;
  readonly slots: number;
  readonly wallMs: number;
  readonly sequentialMs: number;
  readonly lowerBoundMs: number;
  readonly speedUp: number;
}

/** What higher floors know of the performance of their work. */
export interface Contributions {
  readonly queue: QueueFigures;
  readonly tools: readonly ToolFigures[];
  /** Newest first. */
  readonly scans: readonly ScanFigures[];
}

type Readers = { [Part in keyof Contributions]: () => Promise<Contributions[Part]> };

/** Where the floors above hang up their figures: whoever shows them need not know the floors. */
@Injectable()
export class PerformanceBoard {
  private readers: Readers = {
    queue: () => Promise.resolve({ waitingScans: 0, runningScans: 0, runningToolRuns: 0 }),
    tools: () => Promise.resolve([]),
    scans: () => Promise.resolve([]),
  };

  contribute(readers: Partial<Readers>): void {
    this.readers = { ...this.readers, ...readers };
  }

  read<Part extends keyof Contributions>(part: Part): Promise<Contributions[Part]> {
    return this.readers[part]();
  }
}
