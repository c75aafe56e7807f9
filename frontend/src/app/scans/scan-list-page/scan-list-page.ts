import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatTooltip } from '@angular/material/tooltip';
import { Router, RouterLink } from '@angular/router';
import { injectInfiniteQuery } from '@tanstack/angular-query-experimental';
import { type Scan } from '../../api/generated/model/scan';
import { ScanState } from '../../api/generated/model/scanState';
import { injectPollInterval } from '../../api/cache-policy';
import { problemOf } from '../../api/problem';
import { formatAge, formatDuration } from '../../ui/duration';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { Icon } from '../../ui/icon/icon';
import { injectNow } from '../../ui/now';
import { SeverityBar } from '../../ui/severity-bar/severity-bar';
import { LoadMore } from '../../ui/load-more/load-more';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { lookOf } from '../../ui/state-mark/state-look';
import { StateMark } from '../../ui/state-mark/state-mark';
import { EventStream } from '../live/event-stream';
import { LiveScans } from '../live/live-scans';
import { PrefetchScan } from '../prefetch-scan';
import { ScanActions } from '../scan-actions';
import { anyRuns } from '../scan-pages';
import { isFinished } from '../scan-snapshot';
import { elapsedMs } from '../scan-time';
import { ScansQueries } from '../scans.queries';
import { isExpected } from '../submission';

/** All scans, newest first. */
@Component({
  selector: 'app-scan-list-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    LoadMore,
    EmptyState,
    ErrorPanel,
    Icon,
    MatButton,
    MatIconButton,
    MatTooltip,
    PrefetchScan,
    RouterLink,
    SeverityBar,
    Skeleton,
    StateMark,
  ],
  providers: [EventStream, LiveScans, ScanActions],
  templateUrl: './scan-list-page.html',
  styleUrl: './scan-list-page.scss',
})
export class ScanListPage {
  /** Only scans in this state. */
  readonly state = input<string | undefined>();

  protected readonly actions = inject(ScanActions);
  private readonly queries = inject(ScansQueries);
  private readonly router = inject(Router);
  private readonly live = inject(LiveScans);
  private readonly pollInterval = injectPollInterval();
  private readonly events = computed(() => (this.live.connection() === 'live' ? 'heard' : 'missed'));

  protected readonly states = Object.values(ScanState).map((id) => ({ id, word: lookOf(id).word }));
  protected readonly chosenState = computed(() => Object.values(ScanState).find((state) => state === this.state()));
  protected readonly query = injectInfiniteQuery(() => ({
    ...this.queries.list(this.chosenState()),
    refetchInterval: ({ state: { data } }) => this.pollInterval(anyRuns(data), this.events()),
    refetchOnWindowFocus: this.events() === 'missed',
  }));
  private readonly running = computed(() => anyRuns(this.query.data()));
  protected readonly scans = computed(() => this.query.data()?.pages.flatMap(({ items }) => items) ?? []);
  protected readonly problem = computed(() => problemOf(this.query.error()));
  protected readonly now = injectNow(() => this.scans().some((scan) => !this.isFinished(scan)));

  constructor() {
    effect(() => {
      if (this.running()) this.live.follow();
      else this.live.stop();
    });
  }

  protected isFinished({ state }: Scan): boolean {
    return isFinished(state);
  }

  protected readonly isExpected = isExpected;

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
