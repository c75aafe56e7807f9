import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { type Facet } from '../../api/generated/model/facet';
import { type FindingFacets as Facets } from '../../api/generated/model/findingFacets';
import { toggled, valuesOf } from '../search-page/query-text';

const TITLES: Readonly<Record<Facet['field'], string>> = {
  severity: 'Severity',
  status: 'Status',
  presence: 'Presence',
  tool: 'Tool',
  host: 'Host',
  weakness: 'Weakness',
  assignee: 'Assignee',
};

/** Worst first; what is not in the list comes after it. */
const ORDER = ['critical', 'high', 'medium', 'low', 'info'];
const SHOWN = 8;

/** How the findings of a search are spread, and a click to narrow it to some of them. */
@Component({
  selector: 'app-finding-facets',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (group of groups(); track group.field) {
      <section>
        <h3>{{ group.title }}</h3>
        @for (entry of group.values; track entry.value) {
          <button
            type="button"
            [attr.aria-pressed]="entry.chosen"
            [attr.aria-label]="entry.text + ', ' + entry.count"
            (click)="changed.emit(toggle(group.field, entry.value))"
          >
            <span class="value">{{ entry.text }}</span>
            <span class="figure muted">{{ entry.count }}</span>
          </button>
        }
        @if (!group.exact) {
          <p class="muted">of the first 10,000</p>
        }
      </section>
    }
  `,
  styleUrl: './finding-facets.scss',
})
export class FindingFacets {
  readonly facets = input.required<Facets>();
  readonly query = input.required<string>();
  /** The search with another choice. */
  readonly changed = output<string>();

  protected readonly groups = computed(() =>
    this.facets()
      .facets.map((facet) => this.groupOf(facet))
      .filter(({ field, values }) => values.length > 1 || valuesOf(this.query(), field).length > 0),
  );

  protected toggle(field: string, value: string): string {
    return toggled(this.query(), field, value);
  }

  private groupOf({ field, exact, values }: Facet) {
    const chosen = valuesOf(this.query(), field);
    const sorted =
      field === 'severity' ? [...values].sort((one, other) => place(one.value) - place(other.value)) : values;
    const entries = sorted.slice(0, SHOWN).map(({ value, count }) => ({
      value,
      text: value.replaceAll('_', ' '),
      count: count.toLocaleString('en'),
      chosen: chosen.includes(value),
    }));
    return { field, exact, title: TITLES[field], values: entries };
  }
}

function place(value: string): number {
  const at = ORDER.indexOf(value);
  return at < 0 ? ORDER.length : at;
}
