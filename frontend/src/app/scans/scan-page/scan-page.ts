import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { MatTabsModule } from '@angular/material/tabs';
import { Title } from '@angular/platform-browser';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { injectQuery } from '@tanstack/angular-query-experimental';
import { type Scan } from '../../api/generated/model/scan';
import { injectPollInterval } from '../../api/cache-policy';
import { isGone, problemOf } from '../../api/problem';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { injectNow } from '../../ui/now';
import { SEVERITIES, type Severity, totalOf } from '../../ui/severity';
import { SeverityCounts } from '../../ui/severity-counts/severity-counts';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { lookOf } from '../../ui/state-mark/state-look';
import { CoverageWarning } from '../coverage-warning/coverage-warning';
import { EventStream } from '../live/event-stream';
import { FindingsRefresh } from '../live/findings-refresh';
import { LiveScan } from '../live/live-scan';
import { RunPanelOpener } from '../run-panel/run-panel-opener';
import { ScanActions } from '../scan-actions';
import { ScanHeader } from '../scan-header/scan-header';
import { ScanProgress } from '../scan-progress/scan-progress';
import { isFinished } from '../scan-snapshot';
import { ScansQueries } from '../scans.queries';
import { SpeedUp } from '../speed-up/speed-up';
import { Timeline } from '../timeline/timeline';

/** One scan: live while it runs, complete afterwards. Its findings and its coverage are pages inside of it. */
@Component({
  selector: 'app-scan-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    CoverageWarning,
    ErrorPanel,
    MatTabsModule,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    ScanHeader,
    ScanProgress,
    SeverityCounts,
    Skeleton,
    SpeedUp,
    Timeline,
  ],
  providers: [LiveScan, EventStream, ScanActions, RunPanelOpener],
  templateUrl: './scan-page.html',
  styleUrl: './scan-page.scss',
})
export class ScanPage {
  readonly id = input.required<string>();
  /** Severities that the findings are limited to, separated by commas. */
  readonly severity = input<string | undefined>();
  /** The run whose panel is open. */
  readonly run = input<string | undefined>();

  protected readonly live = inject(LiveScan);
  protected readonly actions = inject(ScanActions);
  private readonly queries = inject(ScansQueries);
  private readonly router = inject(Router);
  private readonly title = inject(Title);
  private readonly panel = inject(RunPanelOpener);

  private readonly findingsRefresh = inject(FindingsRefresh);
  private readonly pollInterval = injectPollInterval();
  private readonly events = computed(() => (this.live.connection() === 'live' ? 'heard' : 'missed'));

  protected readonly query = injectQuery(() => ({
    ...this.queries.snapshot(this.id()),
    refetchInterval: ({ state: { data, error } }) =>
      isGone(error) ? false : this.pollInterval(data !== undefined && !isFinished(data.scan.state), this.events()),
  }));
  /** A scan that was deleted is not shown any longer, although it is still known. */
  protected readonly snapshot = computed(() => (isGone(this.query.error()) ? undefined : this.query.data()));
  protected readonly problem = computed(() => (this.snapshot() ? undefined : problemOf(this.query.error())));
  protected readonly running = computed(() => {
    const scan = this.snapshot()?.scan;
    return scan !== undefined && !isFinished(scan.state);
  });
  protected readonly now = injectNow(this.running, 500);
  protected readonly findings = computed(() => totalOf(this.snapshot()?.scan.findings ?? NOTHING));
  protected readonly chosen = computed(() => {
    const words = this.severity()?.split(',') ?? [];
    return SEVERITIES.filter((severity) => words.includes(severity));
  });

  /** The state in words, for the tab of the browser and for people who do not see the page. */
  protected readonly announcement = computed(() => {
    const scan = this.snapshot()?.scan;
    return scan === undefined ? '' : `${lookOf(scan.state).word}: ${scan.practice ? 'practice target' : scan.target}`;
  });

  constructor() {
    effect(() => this.nameTab(this.announcement()));
    effect(() => this.followWhileRunning(this.id(), this.running()));
    effect(() => this.panel.show(this.id(), this.run(), this.snapshot() !== undefined));
    effect(() => {
      const scan = this.snapshot()?.scan;
      if (scan !== undefined) this.findingsRefresh.notice(scan);
    });
  }

  protected toggleSeverity(severity: Severity): void {
    const chosen = this.chosen();
    const next = chosen.includes(severity) ? chosen.filter((word) => word !== severity) : [...chosen, severity];
    void this.router.navigate(['/scans', this.id()], {
      queryParams: { severity: next.length === 0 ? undefined : next.join(',') },
      queryParamsHandling: 'merge',
    });
  }

  protected async remove(scan: Scan): Promise<void> {
    if (await this.actions.remove(scan)) await this.router.navigate(['/scans']);
  }

  protected openRun(run: string): void {
    void this.router.navigate([], { queryParams: { run }, queryParamsHandling: 'merge' });
  }

  private nameTab(name: string): void {
    if (name !== '') this.title.setTitle(`${name} · Parallax`);
  }

  private followWhileRunning(id: string, following: boolean): void {
    const snapshot = untracked(this.query.data);
    if (following && snapshot !== undefined) this.live.follow(id, snapshot.scan.eventSequence);
    else this.live.stop();
  }
}

const NOTHING = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
