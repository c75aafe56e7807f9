import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Grey lines in the place of what is being loaded. */
@Component({
  selector: 'app-skeleton',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span class="unseen" role="status">Loading</span>
    @for (line of lines(); track line) {
      <span class="line" [style.height.px]="height()"></span>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
      padding: 8px 0;
    }
    .line {
      border-radius: var(--radius-small);
      background: var(--surface-sunken);
      animation: breathe 1.4s ease-in-out infinite;
    }
    @keyframes breathe {
      50% {
        opacity: 0.45;
      }
    }
  `,
})
export class Skeleton {
  readonly rows = input(3);
  /** Height of one line in pixels. */
  readonly height = input(40);
  protected readonly lines = computed(() => Array.from({ length: this.rows() }, (_, index) => index));
}
