import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { injectMutation } from '@tanstack/angular-query-experimental';
import { type IdentityDecision } from '../../api/generated/model/identityDecision';
import { problemOf } from '../../api/problem';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { RememberedName } from '../../ui/remembered-name';
import { IdentityMutations } from '../identity.mutations';
import { choicesFor, decisionFrom, type IdentitySubject, type IdentityWords, missingIn } from './identity-words';

/** Asks which finding stays of several, or which tool speaks of something else; closes with the decisions once they are made. */
@Component({
  selector: 'app-identity-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ErrorPanel, MatButton, MatDialogModule],
  templateUrl: './identity-dialog.html',
  styleUrl: './identity-dialog.scss',
})
export class IdentityDialog {
  protected readonly subject = inject<IdentitySubject>(MAT_DIALOG_DATA);
  private readonly dialog = inject<MatDialogRef<IdentityDialog, readonly IdentityDecision[]>>(MatDialogRef);
  private readonly name = inject(RememberedName);
  private readonly mutations = inject(IdentityMutations);

  protected readonly choices = choicesFor(this.subject);
  protected readonly words = signal<IdentityWords>({ choice: '', reason: '', by: this.name.read() });
  protected readonly missing = computed(() => missingIn(this.subject.kind, this.words()));
  protected readonly deciding = injectMutation(() => this.mutations.decide());
  protected readonly problem = computed(() => {
    const error = this.deciding.error();
    return error === null ? undefined : problemOf(error);
  });

  protected change(part: Partial<IdentityWords>): void {
    this.words.update((words) => ({ ...words, ...part }));
  }

  protected async decide(event: Event): Promise<void> {
    event.preventDefault();
    if (this.missing() !== undefined) return;
    this.name.write(this.words().by.trim());
    try {
      this.dialog.close(await this.deciding.mutateAsync(decisionFrom(this.subject, this.words())));
    } catch {
      // the dialog stays and shows what is wrong
    }
  }
}
