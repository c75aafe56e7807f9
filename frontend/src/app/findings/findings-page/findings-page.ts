import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { injectInfiniteQuery } from '@tanstack/angular-query-experimental';
import { type Finding } from '../../api/generated/model/finding';
import { problemOf } from '../../api/problem';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { Icon } from '../../ui/icon/icon';
import { SEVERITIES } from '../../ui/severity';
import { SeverityBadge } from '../../ui/severity-badge/severity-badge';
import { LoadMore } from '../../ui/load-more/load-more';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { FindingDetail } from '../finding-detail/finding-detail';
import { FindingFilters, type FilterWords } from '../finding-filters/finding-filters';
import { StandingNote } from '../standing-note/standing-note';
import { FindingsQueries } from '../findings.queries';
import { matchesText } from './text-match';

/** Words are looked for in the findings that are loaded; up to so many are loaded for it without asking. */
const LOADED_FOR_WORDS = 2000;

/** The findings of one scan, worst first. The filter and the open finding are part of the address. */
@Component({
  selector: 'app-findings-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    LoadMore,
    EmptyState,
    ErrorPanel,
    FindingDetail,
    FindingFilters,
    Icon,
    MatButton,
    SeverityBadge,
    Skeleton,
    StandingNote,
  ],
  templateUrl: './findings-page.html',
  styleUrl: './findings-page.scss',
})
export class FindingsPage {
  /** The scan. */
  readonly id = input.required<string>();
  readonly severity = input<string | undefined>();
  readonly tool = input<string | undefined>();
  readonly text = input<string | undefined>();
  /** The finding that is open. */
  readonly finding = input<string | undefined>();

  private readonly queries = inject(FindingsQueries);
  private readonly router = inject(Router);

  private readonly severities = computed(() => {
    const words = this.severity()?.split(',') ?? [];
    return SEVERITIES.filter((severity) => words.includes(severity));
  });
  private readonly filter = computed(() => {
    const tool = this.tool();
    return { severities: this.severities(), ...(tool === undefined ? {} : { tool }) };
  });
  protected readonly query = injectInfiniteQuery(() => ({
    ...this.queries.list(this.id(), this.filter()),
    placeholderData: (before) => before,
  }));
  private readonly loaded = computed(() => this.query.data()?.pages.flatMap(({ items }) => items) ?? []);
  protected readonly findings = computed(() =>
    this.loaded().filter((finding) => matchesText(finding, this.text() ?? '')),
  );
  protected readonly looksOn = computed(() => this.words().text !== '' && this.query.hasNextPage());
  /** What the words were compared with, for whoever takes "no match" for an answer. */
  protected readonly lookedAt = computed(() => {
    const { length } = this.loaded();
    const matches = `${this.findings().length} of the ${length} findings looked at match`;
    return this.query.hasNextPage() ? `${matches}; there are more` : matches;
  });
  protected readonly problem = computed(() => problemOf(this.query.error()));
  /** Tools seen so far: a filter must not make the others unreachable. */
  private readonly seenTools = signal<ReadonlySet<string>>(new Set());
  protected readonly tools = computed(() => {
    const tools = new Set([...this.seenTools(), ...this.loaded().flatMap((finding) => finding.tools)]);
    return [...tools].sort();
  });
  protected readonly words = computed<FilterWords>(() => ({
    severities: this.severities(),
    tool: this.tool() ?? '',
    text: this.text() ?? '',
  }));
  protected readonly filtered = computed(() => {
    const { severities, tool, text } = this.words();
    return severities.length > 0 || tool !== '' || text !== '';
  });

  constructor() {
    effect(() => {
      const isIdle = !this.query.isFetching() && !this.query.isError();
      if (this.looksOn() && isIdle && this.loaded().length < LOADED_FOR_WORDS) void this.query.fetchNextPage();
    });
  }

  protected change({ severities, tool, text }: FilterWords): void {
    this.seenTools.set(new Set(this.tools()));
    this.goTo({
      severity: severities.length === 0 ? undefined : severities.join(','),
      tool: tool === '' ? undefined : tool,
      text: text === '' ? undefined : text,
    });
  }

  protected clear(): void {
    this.change({ severities: [], tool: '', text: '' });
  }

  protected toggle({ id }: Finding): void {
    this.goTo({ finding: this.finding() === id ? undefined : id });
  }

  private goTo(queryParams: Record<string, string | undefined>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
