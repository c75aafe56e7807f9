import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { injectQuery } from '@tanstack/angular-query-experimental';
import { type Health } from './health';
import { HealthQueries } from './health.queries';

const UNKNOWN: Health = { level: 'warn', word: 'Checking', sentence: 'Asking the server how it is.' };

/** Whether the server is ready; leads to the tools, which are what is missing most often. */
@Component({
  selector: 'app-health-dot',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatTooltip, RouterLink],
  template: `
    <a
      routerLink="/tools"
      [matTooltip]="health().sentence"
      [attr.aria-label]="'Server: ' + health().word + '. ' + health().sentence"
    >
      <span class="dot" [style.background]="'var(--' + health().level + ')'"></span>
      <span class="word">{{ health().word }}</span>
    </a>
  `,
  styleUrl: './health-dot.scss',
})
export class HealthDot {
  private readonly queries = inject(HealthQueries);
  private readonly query = injectQuery(() => this.queries.ready());
  protected readonly health = computed(() => this.query.data() ?? UNKNOWN);
}
