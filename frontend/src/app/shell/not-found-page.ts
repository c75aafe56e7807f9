import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../ui/empty-state/empty-state';

@Component({
  selector: 'app-not-found-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, MatButton, RouterLink],
  template: `
    <div class="page">
      <h1 class="unseen">Page not found</h1>
      <app-empty-state
        icon="search"
        title="There is no page here"
        text="The address may be mistyped, or what it showed was deleted."
      >
        <a matButton="filled" routerLink="/scans">See all scans</a>
      </app-empty-state>
    </div>
  `,
})
export class NotFoundPage {}
