import { inject, Injectable } from '@angular/core';
import { MatDialog, MatDialogConfig } from '@angular/material/dialog';
import { MatSnackBar, MatSnackBarConfig } from '@angular/material/snack-bar';
import { injectMutation } from '@tanstack/angular-query-experimental';
import { firstValueFrom } from 'rxjs';
import { type Triage } from '../api/generated/model/triage';
import { problemOf } from '../api/problem';
import { RememberedName } from '../ui/remembered-name';
import { TriageDialog, type TriageSubject } from './triage-dialog/triage-dialog';
import { TriageMutations } from './triage.mutations';

/** Long enough to notice that it was the wrong one. */
const UNDO_MS = 12_000;

/** Asks for a decision, and offers to take it back. */
@Injectable({ providedIn: 'root' })
export class TriageActions {
  private readonly dialog = inject(MatDialog);
  private readonly messages = inject(MatSnackBar);
  private readonly name = inject(RememberedName);
  private readonly mutations = inject(TriageMutations);
  private readonly undoing = injectMutation(() => this.mutations.undo());

  /** Says whether something was decided. */
  async decide(subject: TriageSubject): Promise<boolean> {
    const config = new MatDialogConfig<TriageSubject>();
    config.data = subject;
    config.width = '520px';
    const dialog = this.dialog.open<TriageDialog, TriageSubject, Triage>(TriageDialog, config);
    const made = await firstValueFrom(dialog.afterClosed());
    if (made === undefined) return false;
    this.offerUndo(made);
    return true;
  }

  private offerUndo({ id, changed }: Triage): void {
    const text = changed === 0 ? 'Nothing changed: it was so already.' : `${inWords(changed)} changed.`;
    const message = this.messages.open(text, changed === 0 ? 'Close' : 'Undo', lasting());
    if (changed === 0) return;
    message.onAction().subscribe(() => void this.undo(id));
  }

  private async undo(id: string): Promise<void> {
    try {
      const { restored, left } = await this.undoing.mutateAsync({ id, by: this.name.read() || 'unknown' });
      const rest = left === 0 ? '' : ` ${inWords(left)} had been decided otherwise since, and stayed.`;
      this.messages.open(`${inWords(restored)} as before.${rest}`, 'Close', lasting());
    } catch (error) {
      this.messages.open(problemOf(error).detail, 'Close', lasting());
    }
  }
}

function inWords(count: number): string {
  return count === 1 ? '1 finding' : `${count} findings`;
}

function lasting(): MatSnackBarConfig {
  const config = new MatSnackBarConfig();
  config.duration = UNDO_MS;
  return config;
}
