import { Injectable } from '@nestjs/common';
import { isNothing, type ReadingDifference } from '../findings/reading-difference.js';
import { Rereading, type RereadRun, type TakeObservations } from '../findings/rereading.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import {
  ReplayNotPossibleError,
  ReplayOutputCutError,
  ReplayPreviewOutdatedError,
  ReplayScanRunningError,
} from './replay.errors.js';
import { reporterOf } from './run-ledger.js';
import { wasCut } from './run-verdict.js';
import { type ReplayNumbers } from './scan-event.js';
import { ScanListView } from './scan-list.view.js';
import { isFinished } from './scan-state.js';
import { ArtefactNotFoundError } from './scan.errors.js';
import { type Scan } from './scan.js';
import { ScansRepository } from './scans.repository.js';
import { StoredOutput } from './stored-output.js';
import { REPLAYABLE_RUN_STATES } from './tool-run-state.js';
import { ToolRunsRepository } from './tool-runs.repository.js';
import { type Artefact, type ToolRun } from './tool-run.js';

/** A run that has ended, with its whole output. */
export interface ReplayableRun {
  readonly scan: Scan;
  readonly run: ToolRun & { readonly artefact: Artefact };
}

/** Hands over what is read of a run's output today. */
export type ReadRun = (subject: ReplayableRun, take: TakeObservations) => Promise<void>;

/** What reading an output again comes to. */
export interface Replay {
  readonly run: ToolRun;
  readonly difference: ReadingDifference;
  /** When it was applied, ISO 8601 in UTC; absent when nothing was changed. */
  readonly appliedAt?: string;
}

/** That a preview is to be applied. */
export interface ReplayWish {
  /** The digest of the difference that was shown. */
  readonly previewDigest: string;
  /** Who wishes it, as they call themselves. */
  readonly by?: string | undefined;
}

/** Reads the output of runs again and puts the result in the place of what they reported. */
@Injectable()
export class RunReplays {
  constructor(
    private readonly database: Database,
    private readonly scans: ScansRepository,
    private readonly runs: ToolRunsRepository,
    private readonly view: ScanListView,
    private readonly output: StoredOutput,
    private readonly rereading: Rereading,
    private readonly clock: Clock,
  ) {}

  /**
   * What would change. Changes nothing.
   * @throws ToolRunNotFoundError @throws ReplayScanRunningError @throws ReplayNotPossibleError @throws ReplayOutputCutError
   * @throws ArtefactNotFoundError @throws ArtefactUnreadableError
   */
  async preview(runId: string, read: ReadRun): Promise<Replay> {
    const subject = await this.subjectOf(runId);
    const difference = await this.rereading.compare(await this.rereadOf(subject), (take) => read(subject, take));
    return { run: subject.run, difference };
  }

  /**
   * Changes what the preview with this digest has shown, all or nothing.
   * @throws ReplayPreviewOutdatedError @throws what `preview` throws
   */
  async apply(runId: string, { previewDigest, by }: ReplayWish, read: ReadRun): Promise<Replay> {
    return this.database.write(async () => {
      const subject = await this.subjectOf(runId); // in here, nobody can start it again
      const { scan, run } = subject;
      const reread = await this.rereadOf(subject);
      const { difference, counts } = await this.rereading.replace(reread, (take) => read(subject, take));
      if (difference.digest !== previewDigest) throw new ReplayPreviewOutdatedError(runId);
      if (isNothing(difference)) return { run, difference };

      this.scans.forget(scan.id); // a finding may have changed without any count
      await this.scans.changeFindings(scan.id, counts);
      const appliedAt = this.clock.now().toISOString();
      const note = { runId, appliedAt, ...(by === undefined ? {} : { by }), ...numbersOf(difference) };
      return { run: await this.runs.storeReplay(note), difference, appliedAt };
    });
  }

  private async subjectOf(runId: string): Promise<ReplayableRun> {
    const { artefact, ...run } = await this.runs.get(runId);
    const scan = await this.scans.get(run.scanId);
    if (!isFinished(scan.state)) throw new ReplayScanRunningError(scan.id);
    if (!REPLAYABLE_RUN_STATES.includes(run.state)) throw new ReplayNotPossibleError(runId, run.state);
    if (artefact === undefined || !(await this.output.has(artefact))) throw new ArtefactNotFoundError(runId);
    if (wasCut(run)) throw new ReplayOutputCutError(runId);
    return { scan, run: { ...run, artefact } };
  }

  private async rereadOf({ scan, run }: ReplayableRun): Promise<RereadRun> {
    const later = await this.view.after(scan);
    const followedBy = later === undefined ? {} : { followedBy: { scanId: later.id, at: endOf(later) } };
    return { ...reporterOf(run), late: { seenAt: endOf(scan), ...followedBy } };
  }
}

function endOf({ finishedAt, createdAt }: Scan): string {
  return finishedAt ?? createdAt;
}

function numbersOf({ before, after, added, vanished, changed }: ReadingDifference): ReplayNumbers {
  return { before, after, added: added.count, vanished: vanished.count, changed: changed.count };
}
