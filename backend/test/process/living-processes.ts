import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** Pids of living processes with this text among their arguments, as `ps` sees them: independent of the code under test. */
export function livingProcesses(marker: string): readonly number[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,stat=,args='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
  });
  return lines.split('\n').flatMap((line) => {
    const [, pid, state = ''] = /^\s*(\d+)\s+(\S+)/.exec(line) ?? [];
    return pid !== undefined && line.includes(marker) && !state.startsWith('Z') ? [Number(pid)] : [];
  });
}

/** Waits until none is left. @returns those that are after `limitMs` */
export async function survivorsAfter(limitMs: number, marker: string): Promise<readonly number[]> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const living = livingProcesses(marker);
    if (living.length === 0 || performance.now() > deadline) return living;
    await delay(50);
  }
}

export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // it ended by itself
    }
  }
}
