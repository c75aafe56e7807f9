import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { queryOptions } from '@tanstack/angular-query-experimental';
import { CACHE_POLICY } from '../api/cache-policy';
import { toolsList } from '../api/generated/tools/tools';
import { toolKeys } from './tool.keys';

@Injectable({ providedIn: 'root' })
export class ToolsQueries {
  private readonly http = inject(HttpClient);
  private readonly kept = inject(CACHE_POLICY);

  /** All tools with their availability on the server's machine. */
  list() {
    return queryOptions({
      queryKey: toolKeys.list,
      queryFn: async ({ signal }) => (await toolsList(this.http, { signal })).items,
      meta: { persisted: true },
      ...this.kept.surroundings,
    });
  }
}
