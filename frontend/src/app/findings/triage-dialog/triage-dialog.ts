import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { injectMutation } from '@tanstack/angular-query-experimental';
import { type Triage } from '../../api/generated/model/triage';
import { problemOf } from '../../api/problem';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { RememberedName } from '../../ui/remembered-name';
import { SEVERITIES } from '../../ui/severity';
import { TriageMutations } from '../triage.mutations';
import { decisionFrom, missingIn, NO_DECISION, STATE_CHOICES, type TriageWords } from './triage-words';

/** The findings that a decision is about. */
export interface TriageSubject {
  /** In words: "3 findings". */
  readonly title: string;
  readonly about: { readonly ids: string[] } | { readonly q: string };
}

/** Asks what is decided about findings, and decides it; closes with the decision once it is made. */
@Component({
  selector: 'app-triage-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ErrorPanel, MatButton, MatDialogModule],
  templateUrl: './triage-dialog.html',
  styleUrl: './triage-dialog.scss',
})
export class TriageDialog {
  protected readonly subject = inject<TriageSubject>(MAT_DIALOG_DATA);
  private readonly dialog = inject<MatDialogRef<TriageDialog, Triage>>(MatDialogRef);
  private readonly name = inject(RememberedName);
  private readonly mutations = inject(TriageMutations);

  protected readonly states = STATE_CHOICES;
  protected readonly severities = SEVERITIES;
  protected readonly words = signal<TriageWords>({ ...NO_DECISION, by: this.name.read() });
  protected readonly missing = computed(() => missingIn(this.words()));
  protected readonly deciding = injectMutation(() => this.mutations.decide());
  protected readonly problem = computed(() => {
    const error = this.deciding.error();
    return error === null ? undefined : problemOf(error);
  });

  protected change(part: Partial<TriageWords>): void {
    this.words.update((words) => ({ ...words, ...part }));
  }

  protected async decide(event: Event): Promise<void> {
    event.preventDefault();
    if (this.missing() !== undefined) return;
    this.name.write(this.words().by.trim());
    const { about } = this.subject;
    try {
      this.dialog.close(await this.deciding.mutateAsync({ ...decisionFrom(this.words()), ...about }));
    } catch {
      // the dialog stays and shows what is wrong
    }
  }
}
