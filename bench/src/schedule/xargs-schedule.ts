import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { secondsText } from './sleeping-runs.js';

/** Lets `xargs -P` run `sleep` for each duration, in the given order. Resolves when the last one has ended. */
export async function carryOutByXargs(durationsMs: readonly number[], slots: number): Promise<void> {
  const args = ['-P', String(slots), '-n', '1', 'sleep'];
  const child = spawn('xargs', args, { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(durationsMs.map((duration) => `${secondsText(duration)}\n`).join(''));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`xargs ended with code ${code ?? 'unknown'}`);
}
