import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { injectInfiniteQuery, injectQuery } from '@tanstack/angular-query-experimental';
import { problemOf } from '../../api/problem';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { SeverityBadge } from '../../ui/severity-badge/severity-badge';
import { LoadMore } from '../../ui/load-more/load-more';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { type Difference, DIFFERENCE_WORDS, DIFFERENCES } from '../difference';
import { FindingsQueries } from '../findings.queries';

/** What is different from the scan before: what is new, what is proven to be gone, and what nobody knows. */
@Component({
  selector: 'app-changes-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [LoadMore, EmptyState, ErrorPanel, RouterLink, SeverityBadge, Skeleton],
  templateUrl: './changes-page.html',
  styleUrl: './changes-page.scss',
})
export class ChangesPage {
  /** The scan. */
  readonly id = input.required<string>();
  /** The kind of difference that is shown. */
  readonly difference = input<string | undefined>();

  private readonly queries = inject(FindingsQueries);
  private readonly router = inject(Router);

  protected readonly kinds = DIFFERENCES;
  protected readonly words = DIFFERENCE_WORDS;
  protected readonly counts = injectQuery(() => this.queries.changes(this.id()));
  protected readonly problem = computed(() => problemOf(this.counts.error()));
  /** What was asked for, or else the first kind that there is any of. */
  protected readonly chosen = computed<Difference>(() => {
    const asked = DIFFERENCES.find((kind) => kind === this.difference());
    const counts = this.counts.data()?.counts;
    return asked ?? DIFFERENCES.find((kind) => (counts?.[kind] ?? 0) > 0) ?? 'new';
  });
  protected readonly query = injectInfiniteQuery(() => ({
    ...this.queries.changed(this.id(), this.chosen()),
    enabled: this.counts.isSuccess(),
  }));
  protected readonly items = computed(() => this.query.data()?.pages.flatMap(({ items }) => items) ?? []);
  protected readonly isFirst = computed(() => this.problem().status === 409);

  protected show(difference: Difference): void {
    void this.router.navigate([], { queryParams: { difference }, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
