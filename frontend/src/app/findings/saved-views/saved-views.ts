import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { injectMutation, injectQuery } from '@tanstack/angular-query-experimental';
import { type SavedView } from '../../api/generated/model/savedView';
import { problemOf } from '../../api/problem';
import { type FindingSearch } from '../finding.keys';
import { FindingsQueries } from '../findings.queries';
import { TriageMutations } from '../triage.mutations';

/** Searches that were saved: to show one again, to save the one at hand, to forget one. */
@Component({
  selector: 'app-saved-views',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatButton],
  templateUrl: './saved-views.html',
  styleUrl: './saved-views.scss',
})
export class SavedViews {
  readonly query = input.required<string>();
  readonly sort = input.required<FindingSearch['sort']>();
  /** A saved search was chosen. */
  readonly shown = output<SavedView>();

  private readonly queries = inject(FindingsQueries);
  private readonly mutations = inject(TriageMutations);
  protected readonly views = injectQuery(() => this.queries.savedViews());
  protected readonly saving = injectMutation(() => this.mutations.saveView());
  protected readonly removing = injectMutation(() => this.mutations.removeView());
  /** The view that is at hand. */
  protected readonly current = computed(() =>
    (this.views.data() ?? []).find(({ query, sort }) => query === this.query() && sort === this.sort()),
  );
  protected readonly naming = signal(false);
  protected readonly name = signal('');
  protected readonly problem = computed(() => {
    const error = this.saving.error() ?? this.removing.error();
    return error === null ? undefined : problemOf(error).detail;
  });

  protected choose(id: string): void {
    const view = this.views.data()?.find((known) => known.id === id);
    if (view !== undefined) this.shown.emit(view);
  }

  protected save(event: Event): void {
    event.preventDefault();
    const name = this.name().trim();
    if (name === '') return;
    const done = (): void => {
      this.naming.set(false);
      this.name.set('');
    };
    this.saving.mutate({ name, query: this.query(), sort: this.sort() }, { onSuccess: done });
  }

  protected remove({ id }: SavedView): void {
    this.removing.mutate(id);
  }
}
