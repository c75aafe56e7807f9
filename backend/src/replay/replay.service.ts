import { Injectable } from '@nestjs/common';
import { type TakeObservations } from '../findings/rereading.js';
import { StoredReports } from '../reports/stored-reports.js';
import { ReplayReaderMissingError, ReplayUnreadableError } from '../scans/replay.errors.js';
import { RunObserver } from '../scans/run-observer.js';
import { type ReadRun, type Replay, type ReplayableRun, type ReplayWish, RunReplays } from '../scans/run-replays.js';
import { exitOf, type RunEnding } from '../scans/run-verdict.js';
import { type AskedRun, StoredOutput } from '../scans/stored-output.js';
import { type ToolRunState } from '../scans/tool-run-state.js';
import { type Artefact } from '../scans/tool-run.js';
import { ToolRegistry } from '../tools/tool-registry.js';

/** How much of an output is understood when a run ends like this; other states are worth nothing. */
const WORTH: Readonly<Partial<Record<ToolRunState, number>>> = { succeeded: 2, cached: 2, partial: 1 };

/** Reads stored output again with the parsers and report formats of today: shows the difference, then applies it. */
@Injectable()
export class ReplayService {
  constructor(
    private readonly replays: RunReplays,
    private readonly output: StoredOutput,
    private readonly reports: StoredReports,
    private readonly registry: ToolRegistry,
  ) {}

  /** What would change. @throws what `RunReplays.preview` throws @throws ReplayReaderMissingError @throws ReplayUnreadableError */
  preview(runId: string): Promise<Replay> {
    return this.replays.preview(runId, this.read);
  }

  /** Changes what a preview has shown. @throws ReplayPreviewOutdatedError @throws what `preview` throws */
  apply(runId: string, wish: ReplayWish): Promise<Replay> {
    return this.replays.apply(runId, wish, this.read);
  }

  private readonly read: ReadRun = (subject, take) =>
    subject.run.state === 'imported' ? this.reports.read(subject, take) : this.readOutput(subject, take);

  /** What endpoints it names starts nothing: that belongs to a scan that runs. */
  private async readOutput({ scan, run }: ReplayableRun, take: TakeObservations): Promise<void> {
    const tool = this.registry.find(run.tool);
    if (tool === undefined) throw new ReplayReaderMissingError(`tool named ${run.tool}`);
    const ending = await this.judge({ scan, run, tool }, run.artefact, new RunObserver(take));
    // what a parser does not understand is not gone
    if ((WORTH[ending.state] ?? 0) < (WORTH[run.state] ?? 0)) {
      throw new ReplayUnreadableError(run.id, ending.reason ?? 'no reason given');
    }
  }

  private async judge(asked: AskedRun, artefact: Artefact, observer: RunObserver): Promise<RunEnding> {
    try {
      return await this.output.read(
        asked,
        { artefact, exit: exitOf(asked.run) },
        { observation: (observation) => observer.take(observation), endpoint: () => undefined },
      );
    } finally {
      await observer.close(); // nothing may be handed over when this has ended, in whatever way
    }
  }
}
