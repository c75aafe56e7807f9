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

/** Where living processes are looked up. */
export interface ProcessTable {
  read(): Promise<readonly ProcessEntry[]>;
  /** When a process began; an empty text when there is none, or none any more. */
  startTimeOf(pid: number): Promise<string>;
}

/** Linux. Read without pauses, because a look that takes long shows a picture that never was. */
export class ProcTable implements ProcessTable {
  private readonly boot: string;

  constructor(private readonly folder = '/proc') {
    this.boot = textOf(`${folder}/sys/kernel/random/boot_id`).slice(0, 8);
  }

  read(): Promise<readonly ProcessEntry[]> {
    const entries = readdirSync(this.folder)
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => this.entryOf(name) ?? []);
    return Promise.resolve(entries);
  }

  startTimeOf(pid: number): Promise<string> {
    const stat = this.statOf(String(pid));
    return Promise.resolve(stat === undefined ? '' : this.startTime(stat));
  }

  private entryOf(name: string): ProcessEntry | undefined {
    const stat = this.statOf(name);
    if (stat?.alive !== true) return undefined;
    const { pid, parent, group, session } = stat;
    let environment: string | undefined;
    const carries = (token: string): boolean => {
      environment ??= this.environmentOf(pid);
      return environment.includes(`\0${TOKEN_VARIABLE}=${token}\0`);
    };
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

const PS_LINE = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S.*?)\s*$/;

/** Systems without /proc, such as macOS: what `ps` shows to everyone. It knows neither sessions nor environments. */
export class PsTable implements ProcessTable {
  async read(): Promise<readonly ProcessEntry[]> {
    return parsePs(await ps(['-A', '-o', 'pid=,ppid=,pgid=,stat=,lstart=']));
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
