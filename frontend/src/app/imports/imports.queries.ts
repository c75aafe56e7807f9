import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { infiniteQueryOptions, queryOptions } from '@tanstack/angular-query-experimental';
import { CACHE_POLICY } from '../api/cache-policy';
import { importsFormats, importsList } from '../api/generated/imports/imports';
import { importKeys } from './import.keys';

const PAGE_SIZE = 25;

@Injectable({ providedIn: 'root' })
export class ImportsQueries {
  private readonly http = inject(HttpClient);
  private readonly kept = inject(CACHE_POLICY);

  /** The reports that were imported, newest first, page by page. */
  list() {
    return infiniteQueryOptions({
      queryKey: importKeys.list,
      queryFn: ({ pageParam, signal }) =>
        importsList(this.http, { limit: PAGE_SIZE, ...(pageParam === '' ? {} : { pageToken: pageParam }) }, { signal }),
      initialPageParam: '',
      getNextPageParam: (page) => page.nextPageToken,
      ...this.kept.details,
    });
  }

  /** The kinds of report that the server reads. */
  formats() {
    return queryOptions({
      queryKey: importKeys.formats,
      queryFn: async ({ signal }) => (await importsFormats(this.http, { signal })).items,
      ...this.kept.surroundings,
    });
  }
}
