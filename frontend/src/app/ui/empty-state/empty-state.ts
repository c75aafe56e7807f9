import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon } from '../icon/icon';
import { type IconName } from '../icon/icon-paths';

/** What a place is for while it is empty; the one next step goes inside. */
@Component({
  selector: 'app-empty-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `
    <app-icon [name]="icon()" />
    <p class="title">{{ title() }}</p>
    <p class="muted">{{ text() }}</p>
    <ng-content />
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: 8px;
      padding: 40px 16px;
      text-align: center;
    }
    app-icon {
      width: 28px;
      height: 28px;
      color: var(--ink-muted);
    }
    .title {
      font-size: 16px;
      font-weight: 600;
    }
    .muted {
      max-width: 52ch;
    }
  `,
})
export class EmptyState {
  readonly icon = input<IconName>('target');
  readonly title = input.required<string>();
  readonly text = input('');
}
