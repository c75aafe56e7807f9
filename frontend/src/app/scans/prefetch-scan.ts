import { Directive, inject, input, type OnDestroy } from '@angular/core';
import { QueryClient } from '@tanstack/angular-query-experimental';
import { CACHE_POLICY } from '../api/cache-policy';
import { type Scan } from '../api/generated/model/scan';
import { FindingsQueries } from '../findings/findings.queries';
import { isFinished } from './scan-snapshot';
import { ScansQueries } from './scans.queries';

/** A pointer that only passes over is no wish to see more. */
const HOVER_MS = 80;

/** Reads a scan as soon as somebody is about to open it. */
@Directive({
  selector: '[appPrefetchScan]',
  host: {
    '(pointerenter)': 'wait()',
    '(pointerleave)': 'cancel()',
    '(focus)': 'wait()',
    '(blur)': 'cancel()',
  },
})
export class PrefetchScan implements OnDestroy {
  readonly scan = input.required<Scan>({ alias: 'appPrefetchScan' });

  private readonly client = inject(QueryClient);
  private readonly scans = inject(ScansQueries);
  private readonly findings = inject(FindingsQueries);
  private readonly kept = inject(CACHE_POLICY).changes === 'streamed';
  private timer: ReturnType<typeof setTimeout> | undefined;

  ngOnDestroy(): void {
    this.cancel();
  }

  protected wait(): void {
    this.cancel();
    if (this.kept) this.timer = setTimeout(() => this.read(this.scan()), HOVER_MS);
  }

  protected cancel(): void {
    clearTimeout(this.timer);
  }

  private read({ id, state }: Scan): void {
    this.client.query(this.scans.snapshot(id)).catch(saidByThePage);
    if (!isFinished(state)) return; // its findings are others in a moment
    this.client.infiniteQuery(this.findings.list(id, { severities: [] })).catch(saidByThePage);
  }
}

/** Nobody has asked yet: the page that is opened asks again, and says what is wrong. */
function saidByThePage(): void {
  return;
}
