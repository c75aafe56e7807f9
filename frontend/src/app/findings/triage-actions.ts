import { inject, Injectable } from '@angular/core';
import { MatDialog, MatDialogConfig } from '@angular/material/dialog';
import { injectMutation } from '@tanstack/angular-query-experimental';
import { firstValueFrom } from 'rxjs';
import { type Triage } from '../api/generated/model/triage';
import { RememberedName } from '../ui/remembered-name';
import { TriageDialog, type TriageSubject } from './triage-dialog/triage-dialog';
import { TriageMutations } from './triage.mutations';
import { UndoOffer } from './undo-offer';

/** Asks for a decision, and offers to take it back. */
@Injectable({ providedIn: 'root' })
export class TriageActions {
  private readonly dialog = inject(MatDialog);
  private readonly undoOffer = inject(UndoOffer);
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
    if (changed === 0) this.undoOffer.tell('Nothing changed: it was so already.');
    else this.undoOffer.offer(`${inWords(changed)} changed.`, () => this.undo(id));
  }

  private async undo(id: string): Promise<string> {
    const { restored, left } = await this.undoing.mutateAsync({ id, by: this.name.read() || 'unknown' });
    const rest = left === 0 ? '' : ` ${inWords(left)} had been decided otherwise since, and stayed.`;
    return `${inWords(restored)} as before.${rest}`;
  }
}

function inWords(count: number): string {
  return count === 1 ? '1 finding' : `${count} findings`;
}
