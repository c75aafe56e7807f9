import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { type Standing } from '../../api/generated/model/standing';
import { noteOf } from './standing-words';

/** How things stand with a finding, when that is worth saying: open and seen is what everybody expects. */
@Component({
  selector: 'app-standing-note',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (word of words(); track word.text) {
      <span class="chip" [style.--tone]="word.tone" [attr.title]="standing().reason ?? null">{{ word.text }}</span>
    }
  `,
  styles: `
    .chip {
      margin-right: 4px;
      border-color: color-mix(in srgb, var(--tone) 55%, transparent);
      color: var(--tone);
    }
  `,
})
export class StandingNote {
  readonly standing = input.required<Standing>();

  protected readonly words = computed(() => noteOf(this.standing()));
}
