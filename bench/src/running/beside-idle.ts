import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type EventLoopDelay } from '../../../backend/src/performance/event-loop-monitor.js';

const IDLE = join(import.meta.dirname, 'idle-process.js');

/**
 * Does some work while an idle process watches its own event loop: the delay that the machine and whoever else uses it give to
 * everybody, whatever the work.
 */
export async function besideIdle<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly idle: EventLoopDelay }> {
  const child = fork(IDLE, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  try {
    child.send('begin');
    await once(child, 'message');
    const result = await work();
    child.send('end');
    const [idle] = (await once(child, 'message')) as [EventLoopDelay];
    return { result, idle };
  } finally {
    child.kill();
  }
}
