import { DatePipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { injectQuery } from '@tanstack/angular-query-experimental';
import { formatBytes } from '../../ui/bytes';
import { CopyText } from '../../ui/copy-text/copy-text';
import { formatDuration } from '../../ui/duration';
import { Icon } from '../../ui/icon/icon';
import { injectNow } from '../../ui/now';
import { StateMark } from '../../ui/state-mark/state-mark';
import { commandLine } from '../command-line';
import { LogTail } from '../log-tail/log-tail';
import { ReplayOpener } from '../replay-dialog/replay-opener';
import { isReplayable } from '../replay-dialog/replay-words';
import { isFinished, isRunFinished } from '../scan-snapshot';
import { ScansQueries } from '../scans.queries';
import { receiptInWords } from './receipt';

/** Which run a panel shows. */
export interface ShownRun {
  readonly scanId: string;
  readonly runId: string;
}

/** Everything that is known of one tool run: the exact command, how it ended, what it printed, and that nothing of it is left. */
@Component({
  selector: 'app-run-panel',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CopyText, DatePipe, Icon, LogTail, MatButton, MatDialogModule, MatIconButton, StateMark],
  templateUrl: './run-panel.html',
  styleUrl: './run-panel.scss',
})
export class RunPanel {
  private readonly shown = inject<ShownRun>(MAT_DIALOG_DATA);
  private readonly queries = inject(ScansQueries);
  private readonly replays = inject(ReplayOpener);
  private readonly snapshot = injectQuery(() => ({
    ...this.queries.snapshot(this.shown.scanId),
    refetchOnMount: false,
  }));

  protected readonly run = computed(() => this.snapshot.data()?.runs.find(({ id }) => id === this.shown.runId));
  protected readonly log = injectQuery(() => ({
    ...this.queries.log(this.shown.runId),
    enabled: this.run()?.startedAt !== undefined,
  }));
  protected readonly running = computed(() => this.run()?.state === 'running');
  private readonly now = injectNow(this.running);

  protected readonly command = computed(() => {
    const argv = this.run()?.argv;
    return argv === undefined ? undefined : commandLine(argv);
  });
  protected readonly duration = computed(() => {
    const { startedAt, durationMs } = this.run() ?? {};
    if (startedAt === undefined) return undefined;
    return formatDuration(durationMs ?? Math.max(0, this.now() - Date.parse(startedAt)));
  });
  protected readonly expected = computed(() => formatDuration(this.run()?.expectedMs ?? 0));
  protected readonly receipt = computed(() => {
    const receipt = this.run()?.receipt;
    return receipt === undefined ? undefined : receiptInWords(receipt);
  });
  protected readonly output = computed(() => {
    const { stdoutBytes = 0, stderrBytes = 0, droppedBytes = 0 } = this.run() ?? {};
    const parts = [`${formatBytes(stdoutBytes)} on standard output`, `${formatBytes(stderrBytes)} on standard error`];
    return [...parts, ...(droppedBytes > 0 ? [`${formatBytes(droppedBytes)} beyond the limit not read`] : [])].join(
      ', ',
    );
  });
  protected readonly finished = computed(() => {
    const state = this.run()?.state;
    return state !== undefined && isRunFinished(state);
  });
  protected readonly artefact = computed(() => {
    const run = this.run();
    if (run?.artefact === undefined) return undefined;
    return {
      href: `/api/v1/runs/${run.id}/artefact`,
      size: formatBytes(run.artefact.bytes),
      sha256: run.artefact.sha256,
    };
  });
  /** Not while the scan runs: then the run may still start again. */
  protected readonly replayable = computed(() => {
    const [scan, run] = [this.snapshot.data()?.scan, this.run()];
    return scan !== undefined && isFinished(scan.state) && run !== undefined && isReplayable(run);
  });

  protected readAgain(): void {
    const run = this.run();
    if (run !== undefined) this.replays.open({ runId: run.id, tool: run.tool });
  }
}
