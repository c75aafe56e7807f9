import { inject, Injectable } from '@angular/core';
import { MatDialog, MatDialogConfig } from '@angular/material/dialog';
import { MatSnackBar, MatSnackBarConfig } from '@angular/material/snack-bar';
import { type Replay } from '../../api/generated/model/replay';
import { ReplayDialog, type ReplayedRun } from './replay-dialog';

const MESSAGE_MS = 6000;

/** Lets a user read the output of a run again, and says what came of it. */
@Injectable({ providedIn: 'root' })
export class ReplayOpener {
  private readonly dialog = inject(MatDialog);
  private readonly messages = inject(MatSnackBar);

  open(run: ReplayedRun): void {
    const config = new MatDialogConfig<ReplayedRun>();
    config.data = run;
    config.width = '640px';
    config.maxWidth = '100vw';
    const shown = this.dialog.open<ReplayDialog, ReplayedRun, Replay>(ReplayDialog, config);
    shown.afterClosed().subscribe((applied) => {
      if (applied !== undefined) this.tell(applied);
    });
  }

  private tell({ tool, added, vanished, changed }: Replay): void {
    const config = new MatSnackBarConfig();
    config.duration = MESSAGE_MS;
    const what = `${added.count} new, ${vanished.count} gone, ${changed.count} changed`;
    this.messages.open(`The output of ${tool} was read again: ${what}.`, 'Close', config);
  }
}
