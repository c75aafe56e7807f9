import { type ToolRunReceipt } from '../../api/generated/model/toolRunReceipt';
import { formatDuration } from '../../ui/duration';

/** What is left of the processes of a run, in a sentence. */
export function receiptInWords({ pids, survivors, endedInMs, isolation }: ToolRunReceipt): string {
  const processes = pids.length === 1 ? `process ${pids[0] ?? ''}` : `${pids.length} processes (${pids.join(', ')})`;
  const held = `held together by ${isolation}`;
  if (survivors.length > 0) return `${processes}, ${held}; still alive at the last look: ${survivors.join(', ')}`;
  const ended = endedInMs === undefined ? 'none is left' : `none is left, ended within ${formatDuration(endedInMs)}`;
  return `${processes}, ${held}; ${ended}`;
}
