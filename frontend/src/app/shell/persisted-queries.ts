import { DOCUMENT, inject, InjectionToken, provideAppInitializer } from '@angular/core';
import { type Query, QueryClient } from '@tanstack/angular-query-experimental';
import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister';
import {
  persistQueryClientRestore,
  persistQueryClientSubscribe,
  removeOldestQuery,
} from '@tanstack/query-persist-client-core';
import { CACHE_POLICY } from '../api/cache-policy';

/** Where answers outlive a reload of the page; undefined where the browser offers no such place. */
export const PERSISTED_STORAGE = new InjectionToken<Storage | undefined>('PERSISTED_STORAGE', {
  factory: () => {
    try {
      return sessionStorage; // of this tab alone, and gone with it
    } catch {
      return undefined;
    }
  },
});

const STORAGE_KEY = 'parallax.answers';
const MAX_AGE_MS = 5 * 60 * 1000;
const WRITE_PAUSE_MS = 1000;

/**
 * Keeps what queries with `meta: { persisted: true }` have read across a reload: the page is there at once, and what is no
 * longer fresh is asked for as always. Findings are never among them.
 */
export function providePersistedQueries() {
  return provideAppInitializer(async () => {
    const storage = inject(PERSISTED_STORAGE);
    if (storage === undefined) return;
    if (inject(CACHE_POLICY).changes === 'polled') return storage.removeItem(STORAGE_KEY);

    const queryClient = inject(QueryClient);
    const options = {
      queryClient,
      buster: buildOf(inject(DOCUMENT)),
      maxAge: MAX_AGE_MS,
      persister: createAsyncStoragePersister({
        storage,
        key: STORAGE_KEY,
        throttleTime: WRITE_PAUSE_MS,
        retry: removeOldestQuery,
      }),
      dehydrateOptions: {
        // what a change shows before the server has confirmed it is not kept
        shouldDehydrateQuery: (query: Query) => isPersisted(query) && queryClient.isMutating() === 0,
        shouldDehydrateMutation: () => false,
      },
    };
    await persistQueryClientRestore(options);
    persistQueryClientSubscribe(options);
  });
}

function isPersisted({ meta, state: { status } }: Query): boolean {
  return meta?.['persisted'] === true && status === 'success';
}

/** Scripts have a hash of their contents in their names: answers kept by another build are not read. */
function buildOf({ scripts }: Document): string {
  return Array.from(scripts, ({ src }) => src).join(' ');
}
