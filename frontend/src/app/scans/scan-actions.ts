import { computed, inject, Injectable } from '@angular/core';
import { MatDialog, MatDialogConfig } from '@angular/material/dialog';
import { MatSnackBar, MatSnackBarConfig } from '@angular/material/snack-bar';
import { injectMutation } from '@tanstack/angular-query-experimental';
import { firstValueFrom } from 'rxjs';
import { type Scan } from '../api/generated/model/scan';
import { problemOf } from '../api/problem';
import { ConfirmDialog, type Confirmation } from '../ui/confirm-dialog/confirm-dialog';
import { ScansMutations } from './scans.mutations';

const MESSAGE_MS = 6000;

/** What a user does with a scan that exists: asks where it cannot be undone, and says what went wrong. */
@Injectable()
export class ScanActions {
  private readonly mutations = inject(ScansMutations);
  private readonly dialog = inject(MatDialog);
  private readonly messages = inject(MatSnackBar);

  private readonly cancelling = injectMutation(() => this.mutations.cancel());
  private readonly retrying = injectMutation(() => this.mutations.retry());
  private readonly removing = injectMutation(() => this.mutations.remove());
  readonly busy = computed(() => this.cancelling.isPending() || this.retrying.isPending() || this.removing.isPending());

  cancel({ id }: Scan): void {
    this.cancelling.mutate(id, { onError: (error) => this.tell(error) });
  }

  retry({ id }: Scan): void {
    this.retrying.mutate(id, { onError: (error) => this.tell(error) });
  }

  /** Deletes the scan once the user has confirmed it; says whether it is gone. */
  async remove({ id, target }: Scan): Promise<boolean> {
    const sure = await this.confirmed({
      title: 'Delete this scan?',
      text: `The scan of ${target} is deleted with its findings and raw output. This cannot be undone.`,
      action: 'Delete',
    });
    if (!sure) return false;
    try {
      await this.removing.mutateAsync(id);
      return true;
    } catch (error) {
      this.tell(error); // the server refused: the list shows the scan again
      return false;
    }
  }

  private async confirmed(about: Confirmation): Promise<boolean> {
    const config = new MatDialogConfig<Confirmation>();
    config.data = about;
    config.width = '420px';
    const question = this.dialog.open<ConfirmDialog, Confirmation, boolean>(ConfirmDialog, config);
    return (await firstValueFrom(question.afterClosed())) === true;
  }

  private tell(error: unknown): void {
    const config = new MatSnackBarConfig();
    config.duration = MESSAGE_MS;
    this.messages.open(problemOf(error).detail, 'Close', config);
  }
}
