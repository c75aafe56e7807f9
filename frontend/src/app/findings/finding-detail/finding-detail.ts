import { DatePipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { injectQuery } from '@tanstack/angular-query-experimental';
import { type Finding } from '../../api/generated/model/finding';
import { problemOf } from '../../api/problem';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { FindingHistory } from '../finding-history/finding-history';
import { IdentityDecisions } from '../identity-decisions/identity-decisions';
import { FindingsQueries } from '../findings.queries';
import { presenceInWords } from '../standing-note/standing-words';
import { safeLinks } from './safe-links';
import { silenceInWords } from './silence-words';

/** What a finding means, what to do about it, and what each tool reported. */
@Component({
  selector: 'app-finding-detail',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DatePipe, ErrorPanel, FindingHistory, IdentityDecisions, RouterLink, Skeleton],
  templateUrl: './finding-detail.html',
  styleUrl: './finding-detail.scss',
})
export class FindingDetail {
  readonly scanId = input.required<string>();
  readonly finding = input.required<Finding>();

  private readonly queries = inject(FindingsQueries);
  protected readonly query = injectQuery(() => this.queries.detail(this.scanId(), this.finding().id));
  protected readonly problem = computed(() => problemOf(this.query.error()));
  /** As it is now: the list may have been read before somebody decided. */
  protected readonly shown = computed(() => this.query.data() ?? this.finding());
  protected readonly presence = computed(() => presenceInWords(this.finding().standing));
  protected readonly silenceOf = silenceInWords;
  protected readonly links = computed(() => safeLinks(this.finding().references));
  /** Why one may believe it. */
  protected readonly agreement = computed(() => {
    const { corroboration, tools } = this.finding();
    if (corroboration < 2) return `Seen by ${tools.join('')} alone.`;
    return `${corroboration} tools agree: ${tools.join(', ')}.`;
  });
}
