import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { injectMutation, injectQuery } from '@tanstack/angular-query-experimental';
import { type Replay } from '../../api/generated/model/replay';
import { problemOf } from '../../api/problem';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { SeverityBadge } from '../../ui/severity-badge/severity-badge';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { ScansMutations } from '../scans.mutations';
import { ScansQueries } from '../scans.queries';
import { groupsOf, isSame, summaryOf } from './replay-words';

/** The run whose output is read again. */
export interface ReplayedRun {
  readonly runId: string;
  readonly tool: string;
}

/** Shows what today's parser makes of the stored output of a run, and applies it on demand; closes with what was applied. */
@Component({
  selector: 'app-replay-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ErrorPanel, MatButton, MatDialogModule, SeverityBadge, Skeleton],
  templateUrl: './replay-dialog.html',
  styleUrl: './replay-dialog.scss',
})
export class ReplayDialog {
  protected readonly about = inject<ReplayedRun>(MAT_DIALOG_DATA);
  private readonly dialog = inject<MatDialogRef<ReplayDialog, Replay>>(MatDialogRef);
  private readonly queries = inject(ScansQueries);
  private readonly mutations = inject(ScansMutations);

  protected readonly preview = injectQuery(() => this.queries.replay(this.about.runId));
  protected readonly applying = injectMutation(() => this.mutations.applyReplay());

  protected readonly replay = computed(() => (this.preview.isError() ? undefined : this.preview.data()));
  protected readonly summary = computed(() => {
    const replay = this.replay();
    return replay === undefined ? '' : summaryOf(replay);
  });
  protected readonly groups = computed(() => groupsOf(this.replay() ?? NOTHING));
  protected readonly differs = computed(() => !isSame(this.replay() ?? NOTHING));
  protected readonly problem = computed(() => {
    const error = this.applying.error() ?? this.preview.error();
    return error === null ? undefined : problemOf(error);
  });

  /** What is stored may be other than it was: the difference is read anew before it is applied again. */
  protected readAnew(): void {
    this.applying.reset();
    void this.preview.refetch();
  }

  protected apply(): void {
    const replay = this.replay();
    if (replay === undefined) return;
    this.applying.mutate(replay, { onSuccess: (applied) => this.dialog.close(applied) });
  }
}

const NONE = { count: 0, items: [] };
const NOTHING: Replay = {
  runId: '',
  scanId: '',
  tool: '',
  before: 0,
  after: 0,
  added: NONE,
  vanished: NONE,
  changed: NONE,
  previewDigest: '',
};
