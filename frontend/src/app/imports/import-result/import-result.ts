import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type Import } from '../../api/generated/model/import';
import { Icon } from '../../ui/icon/icon';
import { totalOf } from '../../ui/severity';
import { SeverityBar } from '../../ui/severity-bar/severity-bar';

/** What an import has brought, and what of the file it has not. */
@Component({
  selector: 'app-import-result',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, RouterLink, SeverityBar],
  templateUrl: './import-result.html',
  styleUrl: './import-result.scss',
})
export class ImportResult {
  readonly result = input.required<Import>();

  protected readonly observations = computed(() => totalOf(this.result().observations));
  protected readonly findings = computed(() => totalOf(this.result().findings));
  /** The skipped entries that are named, the same reason once with all its lines. */
  protected readonly skipped = computed(() => {
    const lines = new Map<string, number[]>();
    for (const { reason, line } of this.result().skipped) {
      lines.set(reason, [...(lines.get(reason) ?? []), ...(line === undefined ? [] : [line])]);
    }
    return [...lines].map(([reason, at]) => ({ reason, lines: at.join(', ') }));
  });
}
