import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { injectInfiniteQuery, injectQuery } from '@tanstack/angular-query-experimental';
import { type StateCount } from '../../api/generated/model/stateCount';
import { problemOf } from '../../api/problem';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { SeverityBar } from '../../ui/severity-bar/severity-bar';
import { SeverityCounts } from '../../ui/severity-counts/severity-counts';
import { LoadMore } from '../../ui/load-more/load-more';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { FindingsQueries } from '../findings.queries';

/** How things stand as a whole: what is open, where it is worst, and on which targets. */
@Component({
  selector: 'app-overview-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [LoadMore, EmptyState, ErrorPanel, MatButton, RouterLink, SeverityBar, SeverityCounts, Skeleton],
  templateUrl: './overview-page.html',
  styleUrl: './overview-page.scss',
})
export class OverviewPage {
  private readonly queries = inject(FindingsQueries);
  private readonly router = inject(Router);

  protected readonly query = injectQuery(() => this.queries.overview());
  protected readonly targetsQuery = injectInfiniteQuery(() => this.queries.targetOverviews());
  protected readonly targets = computed(() => this.targetsQuery.data()?.pages.flatMap(({ items }) => items) ?? []);
  protected readonly problem = computed(() => problemOf(this.query.error()));
  protected readonly targetsProblem = computed(() => problemOf(this.targetsQuery.error()));
  protected readonly states = computed(() => (this.query.data()?.states ?? []).filter(({ findings }) => findings > 0));
  protected readonly isEmpty = computed(() => this.query.data()?.hosts === 0);

  protected words({ state }: StateCount): string {
    return state.replaceAll('_', ' ');
  }

  /** The search for what is open on a target. */
  protected searchOn(kind: string, host: string): { readonly q: string } | undefined {
    return kind === 'cidr' ? undefined : { q: `host:${host} status:active` };
  }

  protected show(severity: string): void {
    void this.router.navigate(['/findings'], { queryParams: { q: `severity:${severity} status:active` } });
  }
}
