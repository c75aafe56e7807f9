import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { countsInWords, SEVERITIES, type SeverityTotals } from '../severity';

/** The findings of a scan as one bar, worst first, with the counts beside it. */
@Component({
  selector: 'app-severity-bar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span class="unseen">{{ words() }}</span>
    <span class="bar" aria-hidden="true">
      @for (part of parts(); track part.severity) {
        <span class="part" [style.flex-grow]="part.count" [style.background]="part.colour"></span>
      }
    </span>
    <span class="counts" aria-hidden="true">
      @for (part of parts(); track part.severity) {
        <span [style.color]="part.colour">{{ part.count }}{{ part.letter }}</span>
      } @empty {
        <span class="muted">none</span>
      }
    </span>
  `,
  styleUrl: './severity-bar.scss',
})
export class SeverityBar {
  readonly counts = input.required<SeverityTotals>();

  protected readonly words = computed(() => countsInWords(this.counts()));
  protected readonly parts = computed(() =>
    SEVERITIES.filter((severity) => this.counts()[severity] > 0).map((severity) => ({
      severity,
      count: this.counts()[severity],
      letter: severity.charAt(0).toUpperCase(),
      colour: `var(--${severity})`,
    })),
  );
}
