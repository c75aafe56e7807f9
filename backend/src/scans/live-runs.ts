import { type EventBus } from '../platform/events/event-bus.js';
import { RunLog } from './run-log.js';
import { type PassingScanEvent, topicOf } from './scan-event.js';

/** So often at most does a run in progress tell its progress and new log lines. */
const TELL_EVERY_MS = 250;

/** A run in progress, as people may watch it. */
export interface LiveRun {
  readonly log: RunLog;
  progress(percent: number): void;
}

interface Watched extends LiveRun {
  readonly timer: NodeJS.Timeout;
  tell(): void;
}

/** The runs in progress: their log tails and progress, told to listeners a few times a second and kept nowhere. */
export class LiveRuns {
  private readonly runs = new Map<string, Watched>();

  constructor(private readonly events: EventBus) {}

  open(scanId: string, runId: string): LiveRun {
    const log = new RunLog();
    let percent: number | undefined;
    const publish = (event: PassingScanEvent): void => this.events.publish({ topic: topicOf(scanId), ...event });
    const tell = (): void => {
      const lines = log.takeFresh();
      if (lines.length > 0) publish({ type: 'log', data: { runId, lines } });
      if (percent !== undefined) publish({ type: 'progress', data: { runId, percent } });
      percent = undefined;
    };
    const run: Watched = {
      log,
      progress: (value) => {
        percent = value;
      },
      timer: setInterval(tell, TELL_EVERY_MS),
      tell,
    };
    this.runs.set(runId, run);
    return run;
  }

  /** The last lines of a run in progress; undefined when it is not in progress here. */
  tail(runId: string, count: number): readonly string[] | undefined {
    return this.runs.get(runId)?.log.tail(count);
  }

  close(runId: string): void {
    const run = this.runs.get(runId);
    if (run === undefined) return;
    clearInterval(run.timer);
    run.tell();
    this.runs.delete(runId);
  }
}
