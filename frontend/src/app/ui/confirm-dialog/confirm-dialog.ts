import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';

/** What is to be confirmed. `action` is the verb on the button. */
export interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly action: string;
}

/** Asks before something that cannot be undone; closes with `true` when it was confirmed. */
@Component({
  selector: 'app-confirm-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatDialogModule, MatButton],
  template: `
    <h2 mat-dialog-title>{{ about.title }}</h2>
    <mat-dialog-content>{{ about.text }}</mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" mat-dialog-close>Keep</button>
      <button matButton="filled" type="button" [mat-dialog-close]="true">{{ about.action }}</button>
    </mat-dialog-actions>
  `,
})
export class ConfirmDialog {
  protected readonly about = inject<Confirmation>(MAT_DIALOG_DATA);
}
