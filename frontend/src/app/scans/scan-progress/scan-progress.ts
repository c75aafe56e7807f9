import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MatProgressBar } from '@angular/material/progress-bar';
import { type RunCounts } from '../../api/generated/model/runCounts';
import { type Connection } from '../live/event-stream';
import { progressOf } from './run-progress';

const CONNECTIONS: Readonly<Record<Connection, { readonly word: string; readonly tone: string }>> = {
  off: { word: '', tone: 'transparent' },
  connecting: { word: 'Connecting', tone: 'var(--warn)' },
  live: { word: 'Live', tone: 'var(--good)' },
  down: { word: 'Connection lost: asking every 2 s until it is back', tone: 'var(--bad)' },
};

/** How many tool runs have ended, and whether the page hears of changes at once. */
@Component({
  selector: 'app-scan-progress',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatProgressBar],
  template: `
    <mat-progress-bar [value]="progress().percent" aria-label="Tool runs that have ended" />
    <p>
      <span>{{ progress().sentence }}</span>
      <span class="connection" role="status">
        <span class="dot" [style.background]="link().tone"></span>{{ link().word }}
      </span>
    </p>
  `,
  styleUrl: './scan-progress.scss',
})
export class ScanProgress {
  readonly runs = input.required<RunCounts>();
  readonly connection = input.required<Connection>();

  protected readonly progress = computed(() => progressOf(this.runs()));
  protected readonly link = computed(() => CONNECTIONS[this.connection()]);
}
