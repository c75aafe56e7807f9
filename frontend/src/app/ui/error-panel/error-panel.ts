import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Icon } from '../icon/icon';

/** What failed, what to do about it, and the id to look for in the logs. */
@Component({
  selector: 'app-error-panel',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, MatButton],
  template: `
    <app-icon name="alert" />
    <div class="text">
      <p class="title">{{ title() }}</p>
      <p>{{ detail() }}</p>
      @if (requestId(); as id) {
        <p class="muted">
          Request <code>{{ id }}</code>
        </p>
      }
    </div>
    @if (retryable()) {
      <button matButton="outlined" type="button" (click)="retry.emit()">Try again</button>
    }
  `,
  styleUrl: './error-panel.scss',
  host: { role: 'alert' },
})
export class ErrorPanel {
  readonly title = input.required<string>();
  readonly detail = input.required<string>();
  readonly requestId = input<string | undefined>();
  /** Whether trying again can help. */
  readonly retryable = input(true);
  readonly retry = output();
}
