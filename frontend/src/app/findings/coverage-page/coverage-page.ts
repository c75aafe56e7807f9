import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatCheckbox } from '@angular/material/checkbox';
import { RouterLink } from '@angular/router';
import { injectQuery } from '@tanstack/angular-query-experimental';
import { problemOf } from '../../api/problem';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { Icon } from '../../ui/icon/icon';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StateMark } from '../../ui/state-mark/state-mark';
import { FindingsQueries } from '../findings.queries';
import { coverageMatrix, familyInWords, onlyUnknown } from './coverage-matrix';

/** What a scan proves, and what it leaves unknown and why. */
@Component({
  selector: 'app-coverage-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, ErrorPanel, Icon, MatCheckbox, RouterLink, Skeleton, StateMark],
  templateUrl: './coverage-page.html',
  styleUrl: './coverage-page.scss',
})
export class CoveragePage {
  /** The scan. */
  readonly id = input.required<string>();

  private readonly queries = inject(FindingsQueries);
  protected readonly query = injectQuery(() => this.queries.coverage(this.id()));
  protected readonly problem = computed(() => problemOf(this.query.error()));
  /** Whether what is proven is left out. */
  protected readonly unknownOnly = signal(false);
  protected readonly groups = computed(() => coverageMatrix(this.query.data() ?? []));
  protected readonly shown = computed(() => (this.unknownOnly() ? onlyUnknown(this.groups()) : this.groups()));
  protected readonly total = computed(() => this.groups().reduce((sum, { rows }) => sum + rows.length, 0));
  protected readonly proven = computed(() => this.groups().reduce((sum, { provenCount }) => sum + provenCount, 0));
  protected readonly familyInWords = familyInWords;
}
