import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  input,
  signal,
  viewChild,
} from '@angular/core';

/** Within so many pixels of the end, the reader follows. */
const NEAR_END = 24;

/** The last lines that a run printed; follows new ones until the reader scrolls up. */
@Component({
  selector: 'app-log-tail',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (!complete()) {
      <p class="muted">The last {{ lines().length }} lines; the raw output holds them all.</p>
    }
    <pre #view tabindex="0" role="log" aria-label="Output of the tool" (scroll)="judgePosition()">{{ text() }}</pre>
  `,
  styles: `
    pre {
      min-height: 72px;
      max-height: 360px;
      margin: 0;
      padding: 8px 12px;
      overflow: auto;
      border: 1px solid var(--line);
      border-radius: var(--radius-small);
      background: var(--surface-sunken);
      line-height: 1.5;
      overflow-wrap: anywhere;
      white-space: pre-wrap;
    }
    .muted {
      margin-bottom: 4px;
      font-size: 12.5px;
    }
  `,
})
export class LogTail {
  readonly lines = input.required<readonly string[]>();
  readonly complete = input(true);

  protected readonly text = computed(() =>
    this.lines().length === 0 ? 'Nothing was printed.' : this.lines().join('\n'),
  );
  private readonly view = viewChild.required<ElementRef<HTMLElement>>('view');
  private readonly following = signal(true);

  constructor() {
    afterRenderEffect(() => {
      this.text();
      const { nativeElement: view } = this.view();
      if (this.following()) view.scrollTop = view.scrollHeight;
    });
  }

  protected judgePosition(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.view().nativeElement;
    this.following.set(scrollHeight - scrollTop - clientHeight < NEAR_END);
  }
}
