import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatButton } from '@angular/material/button';

/** A list that is read page by page. */
export interface Pages {
  hasNextPage(): boolean;
  isFetchingNextPage(): boolean;
  fetchNextPage(): unknown;
}

/** Reads the next page of a list; not there when there is none. */
@Component({
  selector: 'app-load-more',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatButton],
  template: `
    @if (pages().hasNextPage()) {
      <button
        matButton="outlined"
        type="button"
        [disabled]="pages().isFetchingNextPage()"
        (click)="pages().fetchNextPage()"
      >
        {{ pages().isFetchingNextPage() ? 'Loading' : 'Load more' }}
      </button>
    }
  `,
  styles: `
    :host {
      display: block;
      text-align: center;
    }
    button {
      margin-top: 16px;
    }
  `,
})
export class LoadMore {
  readonly pages = input.required<Pages>();
}
