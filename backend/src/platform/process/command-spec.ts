/** `report` is the file that a tool wrote, read after its end; the others are the process's own streams. */
export type OutputStream = 'stdout' | 'stderr' | 'report';

/** A command as pure data: a program and its arguments, never a string for a shell. */
export interface CommandSpec {
  /** Name of the program, looked up on the fixed search path of the runner; never a user's text. */
  readonly program: string;
  readonly args: readonly string[];
  /** The streams that the parser reads; the others are drained and kept in the artefact only. */
  readonly parsed: readonly OutputStream[];
  /** Variables that this tool needs on top of the runner's fixed environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the process as `timed_out` when it prints nothing for so long; absent means only the time limit counts. */
  readonly idleLimitSeconds?: number;
}

/** Why a process was ended by us; absent when it ended by itself. */
export type EndCause = 'cancelled' | 'time_limit' | 'idle_limit' | 'output_limit' | 'shutdown';

/** What is known when a process has ended. */
export interface ProcessExit {
  /** Exit code; null when a signal ended it or it was never started. For built-in probes 0. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly endedBy?: EndCause;
  /** Whether output was dropped because a limit was reached. */
  readonly truncated: boolean;
  /** Set when the process could not be started or a probe broke off: the reason in words. */
  readonly error?: string;
}
