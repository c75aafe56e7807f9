import { type CommandSpec, type ProcessExit } from './command-spec.js';

/**
 * How firmly a run is held. `namespace`: the kernel ends every process of it, whatever they do. `reaper`: a second process of
 * ours looks for them; one that hides on purpose may escape. `group`: only the process group and what descends from it.
 */
export type IsolationTier = 'namespace' | 'reaper' | 'group';

export interface ProcessLimits {
  /** The run is ended as `time_limit` after so many milliseconds. */
  readonly timeLimitMs: number;
  /** Milliseconds between asking the processes to end and killing them. */
  readonly graceMs: number;
  /** Bytes of each stream that are handed on; the rest is read, counted and dropped. */
  readonly maxParsedBytes: number;
  /** Dropped bytes of both streams together after which the run is ended as `output_limit`. */
  readonly maxDrainedBytes: number;
  /** Largest file that a process of the run may write, bytes. */
  readonly maxFileBytes: number;
  /** Memory of all processes of the run together, bytes; kept only where the system offers a writable control group. */
  readonly memoryBytes?: number;
}

export interface ProcessRequest {
  readonly spec: CommandSpec;
  /** A name of this run that no other run on this machine has; all its processes carry it in their environment. */
  readonly token: string;
  /** An existing folder of the run's own: its current folder, home and place for temporary files. */
  readonly workdir: string;
  readonly limits: ProcessLimits;
}

/** What must be remembered to find the processes of a run again after a restart. */
export interface ProcessStart {
  readonly pid: number;
  /** When the process began, in the system's own words; tells it from a later process with the same pid. */
  readonly startTime: string;
  /** What the tool was given, the path of the program first; without the wrapper around it. */
  readonly argv: readonly string[];
}

/** Who takes what a run gives. Calls never overlap; a rejection ends the run, and `run` then rejects with it. */
export interface ProcessSink {
  /** Awaited before any output is handed on. */
  started(start: ProcessStart): Promise<void> | void;
  /** Awaited before more is read: a slow sink slows the tool. */
  output(stream: 'stdout' | 'stderr', chunk: Uint8Array): Promise<void> | void;
}

/** What a run left, with the proof that nothing of it lives on. */
export interface ProcessReceipt {
  readonly exit: ProcessExit;
  /** What the tool printed, handed on or not. */
  readonly bytes: { readonly stdout: number; readonly stderr: number };
  readonly droppedBytes: number;
  /** Every process of the run that was seen. */
  readonly pids: readonly number[];
  /** Those that could not be ended. */
  readonly survivors: readonly number[];
  /** Milliseconds from the decision to end the run until its last process was gone; absent when it ended by itself. */
  readonly endedInMs?: number;
  readonly tier: IsolationTier;
}

/** A run of an earlier server. `pid` 0 or an empty `startTime` means that it was not yet known. */
export interface LeftRun {
  readonly token: string;
  readonly pid: number;
  readonly startTime: string;
}

/** What a sweep found and ended. */
export interface SweepReceipt {
  readonly pids: readonly number[];
  readonly survivors: readonly number[];
}
