import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** Runs a program of this workspace, shows what it prints and returns whether it succeeded. */
export function runStep(title, program, args, env = {}) {
  console.log(`\n== ${title}`);
  const started = performance.now();
  const { status } = spawnSync(join(root, 'node_modules/.bin', program), args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NX_DAEMON: 'false', ...env },
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`== ${title}: ${status === 0 ? 'ok' : 'FAILED'} (${seconds} s)`);
  return status === 0;
}
