import { QueryClient } from '@tanstack/angular-query-experimental';
import { problemOf } from '../api/problem';

/** A request that the server refused stays refused: only failures of the way to it are worth another try. */
function worthRetrying(failures: number, error: unknown): boolean {
  const { status } = problemOf(error);
  return failures < 2 && (status === 0 || status >= 500);
}

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: 10_000, retry: worthRetrying }, mutations: { retry: false } },
  });
}
