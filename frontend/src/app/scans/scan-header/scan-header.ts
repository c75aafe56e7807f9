import { DatePipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { type Scan } from '../../api/generated/model/scan';
import { formatDuration } from '../../ui/duration';
import { Icon } from '../../ui/icon/icon';
import { StateMark } from '../../ui/state-mark/state-mark';
import { isFinished, isRetryable } from '../scan-snapshot';
import { elapsedMs } from '../scan-time';

/** What is scanned, how it stands, and what can be done with it. */
@Component({
  selector: 'app-scan-header',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DatePipe, Icon, MatButton, RouterLink, StateMark],
  templateUrl: './scan-header.html',
  styleUrl: './scan-header.scss',
})
export class ScanHeader {
  readonly scan = input.required<Scan>();
  readonly now = input.required<number>();
  /** Whether a request to the server is on its way. */
  readonly busy = input(false);
  readonly cancelled = output();
  readonly retried = output();
  readonly removed = output();

  protected readonly finished = computed(() => isFinished(this.scan().state));
  protected readonly retryable = computed(() => isRetryable(this.scan().state));
  protected readonly elapsed = computed(() => formatDuration(elapsedMs(this.scan(), this.now())));
}
