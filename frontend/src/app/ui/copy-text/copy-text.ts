import { Clipboard } from '@angular/cdk/clipboard';
import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { Icon } from '../icon/icon';

const CONFIRMED_MS = 1500;

/** A text in mono type with a button that copies it. */
@Component({
  selector: 'app-copy-text',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `
    <code tabindex="0" role="group" [attr.aria-label]="label()">{{ text() }}</code>
    <button type="button" [attr.aria-label]="'Copy ' + label()" (click)="copy()">
      <app-icon [name]="copied() ? 'check' : 'copy'" />
    </button>
    <span class="unseen" role="status">{{ copied() ? 'Copied' : '' }}</span>
  `,
  styleUrl: './copy-text.scss',
})
export class CopyText {
  readonly text = input.required<string>();
  /** What the text is: `command`. */
  readonly label = input('command');

  protected readonly copied = signal(false);
  private readonly clipboard = inject(Clipboard);

  protected copy(): void {
    this.copied.set(this.clipboard.copy(this.text()));
    setTimeout(() => this.copied.set(false), CONFIRMED_MS);
  }
}
