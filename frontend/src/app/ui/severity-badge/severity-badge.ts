import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { type Severity } from '../severity';

/** The severity as a word in its colour. */
@Component({
  selector: 'app-severity-badge',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '{{ severity() }}',
  host: { '[style.--tone]': "'var(--' + severity() + ')'" },
  styles: `
    :host {
      display: inline-block;
      min-width: 64px;
      padding: 0 8px;
      border-radius: var(--radius-small);
      background: color-mix(in srgb, var(--tone) 13%, transparent);
      color: var(--tone);
      font-size: 12px;
      font-weight: 650;
      line-height: 22px;
      text-align: center;
      text-transform: capitalize;
    }
  `,
})
export class SeverityBadge {
  readonly severity = input.required<Severity>();
}
