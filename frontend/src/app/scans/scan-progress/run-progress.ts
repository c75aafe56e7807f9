import { type RunCounts } from '../../api/generated/model/runCounts';
import { ToolRunState } from '../../api/generated/model/toolRunState';

export interface RunProgress {
  readonly percent: number;
  readonly sentence: string;
}

/** How far a scan is, by the runs that are known: discovery may still add some. */
export function progressOf(runs: RunCounts): RunProgress {
  const total = Object.values(ToolRunState).reduce((sum, state) => sum + runs[state], 0);
  const ended = total - runs.queued - runs.running;
  if (total === 0) return { percent: 0, sentence: 'Waiting for the first tool run' };
  const rest = [
    ...(runs.running > 0 ? [`${runs.running} running`] : []),
    ...(runs.queued > 0 ? [`${runs.queued} waiting`] : []),
  ];
  return {
    percent: Math.round((ended / total) * 100),
    sentence: [`${ended} of ${total} tool runs ended`, ...rest].join(', '),
  };
}
