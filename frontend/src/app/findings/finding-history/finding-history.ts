import { DatePipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { injectInfiniteQuery, injectMutation } from '@tanstack/angular-query-experimental';
import { type Finding } from '../../api/generated/model/finding';
import { problemOf } from '../../api/problem';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { RememberedName } from '../../ui/remembered-name';
import { FindingsQueries } from '../findings.queries';
import { TriageActions } from '../triage-actions';
import { TriageMutations } from '../triage.mutations';
import { changeInWords } from './change-words';

/** What people and scans have decided about a finding, and what was written about it. */
@Component({
  selector: 'app-finding-history',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DatePipe, ErrorPanel, MatButton],
  templateUrl: './finding-history.html',
  styleUrl: './finding-history.scss',
})
export class FindingHistory {
  readonly finding = input.required<Finding>();

  private readonly queries = inject(FindingsQueries);
  private readonly mutations = inject(TriageMutations);
  private readonly actions = inject(TriageActions);
  private readonly name = inject(RememberedName);

  protected readonly query = injectInfiniteQuery(() => this.queries.history(this.finding().id));
  protected readonly changes = computed(() =>
    (this.query.data()?.pages.flatMap(({ items }) => items) ?? []).map((change) => ({
      ...change,
      words: changeInWords(change),
    })),
  );
  protected readonly commenting = injectMutation(() => this.mutations.comment());
  protected readonly problem = computed(() => {
    const error = this.commenting.error() ?? this.query.error();
    return error === null ? undefined : problemOf(error);
  });
  protected readonly text = signal('');
  protected readonly by = signal(this.name.read());

  protected decide(): void {
    void this.actions.decide({ title: this.finding().title, about: { ids: [this.finding().id] } });
  }

  protected comment(event: Event): void {
    event.preventDefault();
    const [text, by] = [this.text().trim(), this.by().trim()];
    if (text === '' || by === '') return;
    this.name.write(by);
    this.commenting.mutate({ id: this.finding().id, by, text }, { onSuccess: () => this.text.set('') });
  }
}
