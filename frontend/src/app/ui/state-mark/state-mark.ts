import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { Icon } from '../icon/icon';
import { lookOf } from './state-look';

/** The state of a scan, a run or a check: sign, word and colour. */
@Component({
  selector: 'app-state-mark',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: '<app-icon [name]="look().icon" />{{ look().word }}',
  host: { '[style.color]': 'look().tone' },
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      font-size: 12.5px;
      font-weight: 600;
      white-space: nowrap;
    }
    app-icon {
      width: 14px;
      height: 14px;
    }
  `,
})
export class StateMark {
  readonly state = input.required<string>();
  protected readonly look = computed(() => lookOf(this.state()));
}
