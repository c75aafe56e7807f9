import { BreakpointObserver } from '@angular/cdk/layout';
import { DatePipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { injectInfiniteQuery, injectQuery } from '@tanstack/angular-query-experimental';
import { type Finding } from '../../api/generated/model/finding';
import { problemOf } from '../../api/problem';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { Icon } from '../../ui/icon/icon';
import { SeverityBadge } from '../../ui/severity-badge/severity-badge';
import { LoadMore } from '../../ui/load-more/load-more';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { FindingDetail } from '../finding-detail/finding-detail';
import { FindingFacets } from '../finding-facets/finding-facets';
import { type FindingSearch } from '../finding.keys';
import { FindingsQueries } from '../findings.queries';
import { IdentityActions } from '../identity-actions';
import { obstacleToJoin } from '../identity-dialog/identity-words';
import { SavedViews } from '../saved-views/saved-views';
import { StandingNote } from '../standing-note/standing-note';
import { TriageActions } from '../triage-actions';
import { dueNote } from './due-note';

/** What one sees who has not searched for anything: the work that is left. */
const DEFAULT_QUERY = 'status:active';

/** The findings of all scans. The search, its order and the open finding are part of the address. */
@Component({
  selector: 'app-search-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    LoadMore,
    DatePipe,
    EmptyState,
    ErrorPanel,
    FindingDetail,
    FindingFacets,
    Icon,
    MatButton,
    SavedViews,
    SeverityBadge,
    Skeleton,
    StandingNote,
  ],
  templateUrl: './search-page.html',
  styleUrl: './search-page.scss',
})
export class SearchPage {
  readonly q = input<string | undefined>();
  readonly sort = input<string | undefined>();
  /** The finding that is open. */
  readonly finding = input<string | undefined>();

  private readonly queries = inject(FindingsQueries);
  private readonly router = inject(Router);
  private readonly actions = inject(TriageActions);
  private readonly identities = inject(IdentityActions);

  protected readonly search = computed<FindingSearch>(() => ({
    q: this.q() ?? DEFAULT_QUERY,
    sort: this.sort() === 'newest' ? 'newest' : this.sort() === 'oldest' ? 'oldest' : 'severity',
  }));
  protected readonly query = injectInfiniteQuery(() => ({
    ...this.queries.search(this.search()),
    placeholderData: (before) => before,
  }));
  protected readonly facets = injectQuery(() => ({
    ...this.queries.facets(this.search().q),
    placeholderData: (before) => before,
  }));
  protected readonly findings = computed(() => this.query.data()?.pages.flatMap(({ items }) => items) ?? []);
  protected readonly problem = computed(() => problemOf(this.query.error()));
  protected readonly total = computed(() => {
    const facets = this.facets.data();
    if (facets === undefined) return '';
    const count = facets.total.toLocaleString('en');
    return facets.exact ? count : `more than ${count}`;
  });
  /** What is written in the field, which is not searched for yet. */
  protected readonly typed = signal('');
  protected readonly chosen = signal<ReadonlySet<string>>(new Set());
  /** Everything that the search finds, not only what is loaded. */
  protected readonly allChosen = signal(false);
  protected readonly chosenWords = computed(() => {
    if (this.allChosen()) return `all ${this.total()} that match`;
    const { size } = this.chosen();
    return size === 1 ? '1 finding' : `${size} findings`;
  });
  protected readonly hasChosen = computed(() => this.allChosen() || this.chosen().size > 0);
  private readonly chosenFindings = computed(() => this.findings().filter(({ id }) => this.chosen().has(id)));
  protected readonly obstacleToJoin = computed(() => obstacleToJoin(this.chosenFindings()));
  protected readonly isEveryLoadedChosen = computed(
    () => this.findings().length > 0 && this.findings().every(({ id }) => this.isChosen(id)),
  );
  protected readonly dueNote = dueNote;
  /** Beside the list there is room for what narrows it; above it, it would push the list away. */
  protected readonly isWide = inject(BreakpointObserver).isMatched('(min-width: 901px)');

  constructor() {
    effect(() => {
      const { q } = this.search();
      untracked(() => {
        this.typed.set(q);
        this.unchoose();
      });
    });
  }

  protected submit(event: Event): void {
    event.preventDefault();
    this.searchFor(this.typed().trim());
  }

  protected searchFor(q: string): void {
    this.goTo({ q: q === DEFAULT_QUERY ? undefined : q, finding: undefined });
  }

  protected sortBy(sort: string): void {
    this.goTo({ sort: sort === 'severity' ? undefined : sort });
  }

  protected show({ query, sort }: FindingSearchView): void {
    this.goTo({ q: query, sort: sort === 'severity' ? undefined : sort, finding: undefined });
  }

  protected toggle({ id }: Finding): void {
    this.goTo({ finding: this.finding() === id ? undefined : id });
  }

  protected isChosen(id: string): boolean {
    return this.allChosen() || this.chosen().has(id);
  }

  protected choose(id: string, on: boolean): void {
    this.allChosen.set(false);
    this.chosen.update((before) => new Set(on ? [...before, id] : [...before].filter((known) => known !== id)));
  }

  protected chooseLoaded(on: boolean): void {
    this.allChosen.set(false);
    this.chosen.set(new Set(on ? this.findings().map(({ id }) => id) : []));
  }

  protected unchoose(): void {
    this.allChosen.set(false);
    this.chosen.set(new Set());
  }

  protected async decide(): Promise<void> {
    const about = this.allChosen() ? { q: this.search().q } : { ids: [...this.chosen()] };
    if (await this.actions.decide({ title: this.chosenWords(), about })) this.unchoose();
  }

  protected async join(): Promise<void> {
    if (await this.identities.decide({ kind: 'join', findings: this.chosenFindings() })) this.unchoose();
  }

  private goTo(queryParams: Record<string, string | undefined>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}

interface FindingSearchView {
  readonly query: string;
  readonly sort: string;
}
