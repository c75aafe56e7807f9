import { inject, Injectable } from '@angular/core';
import { MatDialog, MatDialogConfig } from '@angular/material/dialog';
import { injectMutation } from '@tanstack/angular-query-experimental';
import { firstValueFrom } from 'rxjs';
import { type IdentityDecision } from '../api/generated/model/identityDecision';
import { RememberedName } from '../ui/remembered-name';
import { IdentityDialog } from './identity-dialog/identity-dialog';
import { type IdentitySubject } from './identity-dialog/identity-words';
import { IdentityMutations } from './identity.mutations';
import { UndoOffer } from './undo-offer';

/** Asks which observations are one finding, and offers to take the answer back. */
@Injectable({ providedIn: 'root' })
export class IdentityActions {
  private readonly dialog = inject(MatDialog);
  private readonly undoOffer = inject(UndoOffer);
  private readonly name = inject(RememberedName);
  private readonly mutations = inject(IdentityMutations);
  private readonly undoing = injectMutation(() => this.mutations.undo());

  /** Says whether something was decided. */
  async decide(subject: IdentitySubject): Promise<boolean> {
    const config = new MatDialogConfig<IdentitySubject>();
    config.data = subject;
    config.width = '520px';
    const dialog = this.dialog.open<IdentityDialog, IdentitySubject, readonly IdentityDecision[]>(
      IdentityDialog,
      config,
    );
    const made = await firstValueFrom(dialog.afterClosed());
    if (made === undefined) return false;
    this.undoOffer.offer(subject.kind === 'join' ? 'They are one finding.' : 'It is a finding of its own.', () =>
      this.undo(made),
    );
    return true;
  }

  /** Takes a decision of long ago back. */
  async takeBack(decision: IdentityDecision): Promise<void> {
    await this.undoOffer.take(() => this.undo([decision]));
  }

  private async undo(made: readonly IdentityDecision[]): Promise<string> {
    await this.undoing.mutateAsync({ ids: made.map(({ id }) => id), by: this.name.read() || 'unknown' });
    return 'As before.';
  }
}
