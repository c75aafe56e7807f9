import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { type ScanTiming } from '../../api/generated/model/scanTiming';
import { formatDuration } from '../../ui/duration';

/** What running the tools at the same time brought, as measured. */
@Component({
  selector: 'app-speed-up',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <strong>{{ timing().speedUp.toFixed(1) }}×</strong>
    <p>
      <b>{{ tool() }}</b> of tool time in <b>{{ wall() }}</b>
    </p>
    <p class="muted">
      Best possible schedule on {{ timing().slots }} slots {{ best() }} · efficiency {{ efficiency() }} %
    </p>
  `,
  styleUrl: './speed-up.scss',
})
export class SpeedUp {
  readonly timing = input.required<ScanTiming>();

  protected readonly tool = computed(() => formatDuration(this.timing().sequentialMs));
  protected readonly wall = computed(() => formatDuration(this.timing().wallMs));
  protected readonly best = computed(() => formatDuration(this.timing().lowerBoundMs));
  protected readonly efficiency = computed(() => efficiencyPercent(this.timing()));
}

/** How near the scan came to the shortest time that any schedule could reach. */
export function efficiencyPercent({ lowerBoundMs, wallMs }: ScanTiming): number {
  return Math.min(100, Math.round((lowerBoundMs / Math.max(1, wallMs)) * 100));
}
