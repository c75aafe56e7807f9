/** What one line of /proc/<pid>/stat says about a process. */
export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** Clock ticks since the machine was started. */
  readonly startTicks: string;
  /** False for one that has ended and only waits for its parent to notice. */
  readonly alive: boolean;
}

/** Positions in the line, counted from 1 as in proc(5). */
const STATE = 3;
const PARENT = 4;
const GROUP = 5;
const SESSION = 6;
const THREADS = 20;
const START_TIME = 22;

/** Returns undefined for a line that is not whole. */
export function parseStat(line: string): ProcessStat | undefined {
  // The name stands in brackets and may hold blanks, brackets and line ends itself; only its last bracket is a safe mark.
  const nameEnd = line.lastIndexOf(')');
  const pid = Number.parseInt(line, 10);
  const rest = line.slice(nameEnd + 2).split(' ');
  const field = (position: number): string => rest[position - STATE] ?? '';
  const startTicks = field(START_TIME).trim();
  if (nameEnd === -1 || Number.isNaN(pid) || !/^\d+$/.test(startTicks)) return undefined;

  return {
    pid,
    parent: Number(field(PARENT)),
    group: Number(field(GROUP)),
    session: Number(field(SESSION)),
    startTicks,
    // When the first thread of a process has ended, the process looks like a zombie while its other threads work on.
    alive: !/^[ZXx]$/.test(field(STATE)) || Number(field(THREADS)) > 1,
  };
}
