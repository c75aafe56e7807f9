import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { parseStat, type ProcessStat } from './process-stat.js';
import { TOKEN_VARIABLE } from './tool-environment.js';

/** A living process. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** 0 when it is not known. */
  readonly session: number;
  /** Differs from that of every other process that had or will have the same pid, also after a restart of the machine. */
  readonly startTime: string;
  /** Whether the environment that it was started with holds this run token; false when it cannot be read. */
  carries(token: string): boolean;
}

/** The living processes at one moment. */
export interface ProcessPicture {
  readonly entries: readonly ProcessEntry[];
  /** False when processes ended while it was taken: it may show neither these nor those that they had just started. */
  readonly isWhole: boolean;
}

/** Where living processes are looked up. */
export interface ProcessTable {
  read(): Promise<ProcessPicture>;
  /**
   * Kills the processes that carry a run token, the youngest first, each in the moment in which it is found: one that starts
   * another and ends, again and again, is gone from any list by the time that the list is read.
   * @returns how many were found; none where environments cannot be read
   */
  killCarriers(token: string, except: number | undefined): number;
  /** When a process began; an empty text when there is none, or none any more. */
  startTimeOf(pid: number): Promise<string>;
}

/** Linux. Read without pauses, because a look that takes long shows a picture that never was. */
export class ProcTable implements ProcessTable {
  private readonly boot: string;
  /** Those that waited for their parent to notice their end when the last picture was taken. */
  private dead: ReadonlySet<string> = new Set();

  constructor(private readonly folder = '/proc') {
    this.boot = textOf(`${folder}/sys/kernel/random/boot_id`).slice(0, 8);
  }

  /**
   * The numbers of processes are given out in ascending order: of processes that start one another and end, the list has at
   * least one, which is then found alive or found to have ended since.
   */
  read(): Promise<ProcessPicture> {
    const entries: ProcessEntry[] = [];
    const dead = new Set<string>();
    let isWhole = true;
    for (const name of readdirSync(this.folder).filter((entry) => /^\d+$/.test(entry))) {
      const stat = this.statOf(name);
      const entry = stat?.alive === true ? this.entryOf(stat) : undefined;
      if (entry !== undefined) entries.push(entry);
      else if (stat === undefined || stat.alive || !this.dead.has(zombieOf(stat))) isWhole = false;
      if (stat?.alive === false) dead.add(zombieOf(stat));
    }
    this.dead = dead;
    return Promise.resolve({ entries, isWhole });
  }

  killCarriers(token: string, except: number | undefined): number {
    const pids = readdirSync(this.folder)
      .map(Number)
      .filter((pid) => pid > 1 && pid !== except && pid !== process.pid);
    return pids
      .sort((a, b) => b - a)
      .filter(
        (pid) => carriesIn(this.environmentOf(pid), token) && this.statOf(String(pid))?.alive === true && kill(pid),
      ).length;
  }

  startTimeOf(pid: number): Promise<string> {
    const stat = this.statOf(String(pid));
    return Promise.resolve(stat === undefined ? '' : this.startTime(stat));
  }

  /** Undefined when the process has ended since. */
  private entryOf(stat: ProcessStat): ProcessEntry | undefined {
    const { pid, parent, group, session } = stat;
    const environment = this.environmentOf(pid);
    if (environment === NO_ENVIRONMENT && this.statOf(String(pid))?.alive !== true) return undefined; // one that ends loses it first
    const carries = (token: string): boolean => carriesIn(environment, token);
    return { pid, parent, group, session, startTime: this.startTime(stat), carries };
  }

  private statOf(name: string): ProcessStat | undefined {
    return parseStat(textOf(`${this.folder}/${name}/stat`));
  }

  private environmentOf(pid: number): string {
    return `\0${textOf(`${this.folder}/${pid}/environ`)}\0`;
  }

  private startTime({ startTicks }: ProcessStat): string {
    return `${this.boot}:${startTicks}`;
  }
}

const NO_ENVIRONMENT = '\0\0';

function carriesIn(environment: string, token: string): boolean {
  return environment.includes(`\0${TOKEN_VARIABLE}=${token}\0`);
}

/** @returns false when it has ended meanwhile, or is not ours to end */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

function zombieOf({ pid, startTicks }: ProcessStat): string {
  return `${pid} ${startTicks}`;
}

const PS_LINE = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S.*?)\s*$/;

/** Systems without /proc, such as macOS: what `ps` shows to everyone. It knows neither sessions nor environments. */
export class PsTable implements ProcessTable {
  /** The kernel hands over its whole table at once. */
  async read(): Promise<ProcessPicture> {
    return { entries: parsePs(await ps(['-A', '-o', 'pid=,ppid=,pgid=,stat=,lstart='])), isWhole: true };
  }

  killCarriers(): number {
    return 0;
  }

  async startTimeOf(pid: number): Promise<string> {
    return (await ps(['-p', String(pid), '-o', 'lstart=']).catch(() => '')).trim(); // it fails when there is none
  }
}

/** Reads lines of pid, parent, group, state and start time; leaves out what has ended. */
export function parsePs(text: string): readonly ProcessEntry[] {
  return text.split('\n').flatMap((line) => {
    const [, pid, parent, group, state = '', startTime = ''] = PS_LINE.exec(line) ?? [];
    if (pid === undefined || state.startsWith('Z')) return [];
    return {
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      session: 0,
      startTime,
      carries: () => false,
    };
  });
}

async function ps(args: readonly string[]): Promise<string> {
  return (await promisify(execFile)('/bin/ps', args, { env: { LC_ALL: 'C' }, maxBuffer: 16 * 1024 ** 2 })).stdout;
}

const NOT_THERE: readonly unknown[] = ['ENOENT', 'ESRCH', 'EACCES', 'EPERM'];

/** Empty when the process has ended meanwhile or is not ours to read. Throws otherwise: to see nothing would be a false proof. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if (NOT_THERE.includes((error as NodeJS.ErrnoException).code)) return '';
    throw error;
  }
}
