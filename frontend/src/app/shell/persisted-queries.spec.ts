import { ApplicationInitStatus } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideTanStackQuery, QueryClient } from '@tanstack/angular-query-experimental';
import { eventually } from '../../testing/eventually';
import { CACHE_POLICY, KEPT, NOT_KEPT } from '../api/cache-policy';
import { PERSISTED_STORAGE, providePersistedQueries } from './persisted-queries';

const PERSISTED = { meta: { persisted: true } };

describe(providePersistedQueries.name, () => {
  beforeEach(() => sessionStorage.clear());

  /** The console as it starts when its page is loaded. */
  async function load(policy = KEPT, storage: Storage | undefined = sessionStorage): Promise<QueryClient> {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [
        provideTanStackQuery(new QueryClient()),
        providePersistedQueries(),
        { provide: CACHE_POLICY, useValue: policy },
        { provide: PERSISTED_STORAGE, useValue: storage },
      ],
    });
    await TestBed.inject(ApplicationInitStatus).donePromise;
    return TestBed.inject(QueryClient);
  }

  function read(client: QueryClient, name: string, options = {}): Promise<string> {
    return client.query({ queryKey: [name], queryFn: () => Promise.resolve(`the ${name}`), ...options });
  }

  async function written(text: string): Promise<void> {
    await eventually(() => expect(JSON.stringify(sessionStorage)).toContain(text), 3000);
  }

  it('knows after a reload what it knew before, and how old it is', async () => {
    const before = await load();
    await read(before, 'tools', PERSISTED);
    await written('the tools');

    const after = await load();

    expect(after.getQueryData(['tools'])).toBe('the tools');
    expect(after.getQueryState(['tools'])?.dataUpdatedAt).toBe(before.getQueryState(['tools'])?.dataUpdatedAt);
  });

  it('keeps nothing that is not said to be harmless', async () => {
    const client = await load();
    await read(client, 'findings');
    await read(client, 'tools', PERSISTED);

    await written('the tools');

    expect(JSON.stringify(sessionStorage)).not.toContain('the findings');
  });

  it('forgets what another build has kept', async () => {
    await read(await load(), 'tools', PERSISTED);
    await written('the tools');
    const script = document.body.appendChild(document.createElement('script'));
    script.setAttribute('src', 'main-OTHER.js');

    const after = await load();

    expect(after.getQueryData(['tools'])).toBeUndefined();
    script.remove();
  });

  it('forgets all when the cache is turned off', async () => {
    await read(await load(), 'tools', PERSISTED);
    await written('the tools');

    const after = await load(NOT_KEPT);

    expect(after.getQueryData(['tools'])).toBeUndefined();
    expect(sessionStorage).toHaveLength(0);
  });

  it('starts where the browser offers no storage', async () => {
    const client = await load(KEPT, undefined);

    expect(await read(client, 'tools', PERSISTED)).toBe('the tools');
  });
});
