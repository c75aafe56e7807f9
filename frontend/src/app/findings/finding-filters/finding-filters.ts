import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { SEVERITIES, type Severity } from '../../ui/severity';

/** The filter of the findings as the controls hold it; empty means all. */
export interface FilterWords {
  readonly severities: readonly Severity[];
  readonly tool: string;
  readonly text: string;
}

/** Narrows the findings by severity, tool and words. */
@Component({
  selector: 'app-finding-filters',
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './finding-filters.html',
  styleUrl: './finding-filters.scss',
})
export class FindingFilters {
  readonly words = input.required<FilterWords>();
  /** Tools to choose from. */
  readonly tools = input<readonly string[]>([]);
  readonly changed = output<FilterWords>();

  protected readonly severities = SEVERITIES;

  protected change(part: Partial<FilterWords>): void {
    this.changed.emit({ ...this.words(), ...part });
  }

  protected toggle(severity: Severity): void {
    const { severities } = this.words();
    const on = severities.includes(severity);
    this.change({ severities: on ? severities.filter((word) => word !== severity) : [...severities, severity] });
  }
}
