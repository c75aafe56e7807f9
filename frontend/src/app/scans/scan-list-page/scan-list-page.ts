import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatTooltip } from '@angular/material/tooltip';
import { Router, RouterLink } from '@angular/router';
import { injectInfiniteQuery } from '@tanstack/angular-query-experimental';
import { type Scan } from '../../api/generated/model/scan';
import { ScanState } from '../../api/generated/model/scanState';
import { problemOf } from '../../api/problem';
import { formatAge, formatDuration } from '../../ui/duration';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { Icon } from '../../ui/icon/icon';
import { injectNow } from '../../ui/now';
import { SeverityBar } from '../../ui/severity-bar/severity-bar';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { lookOf } from '../../ui/state-mark/state-look';
import { StateMark } from '../../ui/state-mark/state-mark';
import { ScanActions } from '../scan-actions';
import { isFinished } from '../scan-snapshot';
import { elapsedMs } from '../scan-time';
import { ScansQueries } from '../scans.queries';

const POLL_MS = 3000;

/** All scans, newest first. */
@Component({
  selector: 'app-scan-list-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    EmptyState,
    ErrorPanel,
    Icon,
    MatButton,
    MatIconButton,
    MatTooltip,
    RouterLink,
    SeverityBar,
    Skeleton,
    StateMark,
  ],
  providers: [ScanActions],
  templateUrl: './scan-list-page.html',
  styleUrl: './scan-list-page.scss',
})
export class ScanListPage {
  /** Only scans in this state. */
  readonly state = input<string | undefined>();

  protected readonly actions = inject(ScanActions);
  private readonly queries = inject(ScansQueries);
  private readonly router = inject(Router);

  protected readonly states = Object.values(ScanState).map((id) => ({ id, word: lookOf(id).word }));
  protected readonly chosenState = computed(() => Object.values(ScanState).find((state) => state === this.state()));
  protected readonly query = injectInfiniteQuery(() => ({
    ...this.queries.list(this.chosenState()),
    refetchInterval: (query) =>
      query.state.data?.pages.some(({ items }) => items.some((scan) => !isFinished(scan.state))) ? POLL_MS : false,
  }));
  protected readonly scans = computed(() => this.query.data()?.pages.flatMap(({ items }) => items) ?? []);
  protected readonly problem = computed(() => problemOf(this.query.error()));
  protected readonly now = injectNow(() => this.scans().some((scan) => !this.isFinished(scan)));

  protected isFinished({ state }: Scan): boolean {
    return isFinished(state);
  }

  protected durationOf(scan: Scan): string {
    return scan.startedAt === undefined ? '–' : formatDuration(elapsedMs(scan, this.now()));
  }

  protected ageOf({ createdAt }: Scan): string {
    return formatAge(this.now() - Date.parse(createdAt));
  }

  protected filterBy(state: string): void {
    void this.router.navigate([], { queryParams: { state: state === '' ? undefined : state } });
  }
}
