import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { SEVERITIES, type Severity, type SeverityTotals } from '../severity';

/** One large figure for each severity; pressing one filters by it. */
@Component({
  selector: 'app-severity-counts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (tile of tiles(); track tile.severity) {
      <button
        type="button"
        class="tile"
        [class.none]="tile.count === 0"
        [style.--tone]="'var(--' + tile.severity + ')'"
        [attr.aria-pressed]="selected().includes(tile.severity)"
        (click)="chosen.emit(tile.severity)"
      >
        <span class="count">{{ tile.count }}</span>
        <span class="word">{{ tile.severity }}</span>
      </button>
    }
  `,
  styleUrl: './severity-counts.scss',
  host: { role: 'group', 'aria-label': 'Findings by severity' },
})
export class SeverityCounts {
  readonly counts = input.required<SeverityTotals>();
  readonly selected = input<readonly Severity[]>([]);
  readonly chosen = output<Severity>();

  protected readonly tiles = computed(() =>
    SEVERITIES.map((severity) => ({ severity, count: this.counts()[severity] })),
  );
}
