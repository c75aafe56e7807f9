import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { queryOptions } from '@tanstack/angular-query-experimental';
import { CACHE_POLICY } from '../api/cache-policy';
import { targetsPreview } from '../api/generated/targets/targets';
import { targetKeys } from './target.keys';

@Injectable({ providedIn: 'root' })
export class TargetsQueries {
  private readonly http = inject(HttpClient);
  private readonly kept = inject(CACHE_POLICY);

  /** What a scan of a text would examine. Not asked for an empty text. */
  preview(text: string) {
    return queryOptions({
      queryKey: targetKeys.preview(text),
      queryFn: ({ signal }) => targetsPreview(this.http, { target: text }, { signal }),
      enabled: text !== '',
      ...this.kept.surroundings,
    });
  }
}
