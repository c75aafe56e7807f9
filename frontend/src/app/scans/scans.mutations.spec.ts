import { TestBed } from '@angular/core/testing';
import {
  type MutationOptions,
  MutationObserver,
  provideTanStackQuery,
  QueryClient,
} from '@tanstack/angular-query-experimental';
import { aScan, at } from '../../testing/builders';
import { eventually } from '../../testing/eventually';
import { FakeApi, Refusal } from '../../testing/fake-api';
import { type Scan } from '../api/generated/model/scan';
import { scanKeys } from './scan.keys';
import { type ScanPages } from './scan-pages';
import { type ScanSnapshot } from './scan-snapshot';
import { ScansMutations } from './scans.mutations';
import { type Submission } from './submission';

const RUNNING = aScan({ id: 'running', createdAt: at(0) });
const FINISHED = aScan({ id: 'finished', createdAt: at(-60), state: 'completed' });
const WISH: Submission = { key: 'key-1', scan: { target: '192.0.2.77' } };

/** A server that answers when the test says so. */
function held(): { readonly answer: Promise<unknown>; readonly give: (body: unknown) => void } {
  let give: (body: unknown) => void = () => undefined;
  const answer = new Promise<unknown>((resolve) => (give = resolve));
  return { answer, give };
}

describe(ScansMutations.name, () => {
  let api: FakeApi;
  let client: QueryClient;
  let mutations: ScansMutations;

  beforeEach(() => {
    api = new FakeApi();
    TestBed.configureTestingModule({ providers: [api.provide(), provideTanStackQuery(new QueryClient())] });
    client = TestBed.inject(QueryClient);
    mutations = TestBed.inject(ScansMutations);
    client.setQueryData<ScanPages>(scanKeys.list(undefined), pagesOf(RUNNING, FINISHED));
    client.setQueryData<ScanSnapshot>(scanKeys.snapshot(RUNNING.id), { scan: RUNNING, runs: [] });
  });

  afterEach(() => client.clear());

  function carryOut<Result, Wish, Before>(
    options: MutationOptions<Result, Error, Wish, Before>,
    wish: Wish,
  ): Promise<Result> {
    return new MutationObserver(client, options).mutate(wish);
  }

  function listed(): readonly Scan[] {
    const pages = client.getQueryData<ScanPages>(scanKeys.list(undefined))?.pages ?? [];
    return pages.flatMap(({ items }) => items);
  }

  function shown(): Scan | undefined {
    return client.getQueryData<ScanSnapshot>(scanKeys.snapshot(RUNNING.id))?.scan;
  }

  describe('starting a scan', () => {
    const begun = aScan({ id: 'new', target: '192.0.2.77', state: 'queued', createdAt: at(5), eventSequence: 1 });

    it('shows it on top before the server has answered, and then as the server tells it', async () => {
      const { answer, give } = held();
      api.on('POST /api/v1/scans', () => answer);

      const started = carryOut(mutations.start(), WISH);

      await eventually(() => expect(listed()).toHaveLength(3));
      expect(listed()[0]).toMatchObject({ target: '192.0.2.77', state: 'queued' });
      give(begun);
      await started;
      expect(listed().map(({ id }) => id)).toEqual(['new', 'running', 'finished']);
    });

    it('takes it away again when the server refuses it', async () => {
      api.on('POST /api/v1/scans', () => new Refusal(403, 'Nobody authorised it.'));

      await expect(carryOut(mutations.start(), WISH)).rejects.toMatchObject({ status: 403 });

      expect(listed()).toEqual([RUNNING, FINISHED]);
    });

    it('asks again with the same key when the server was not reached', async () => {
      let failures = 1;
      api.on('POST /api/v1/scans', () => (failures-- > 0 ? new Refusal(0, '') : begun));

      await carryOut({ ...mutations.start(), retryDelay: 1 }, WISH);

      const keys = api.asked('POST /api/v1/scans').map(({ headers }) => headers.get('Idempotency-Key'));
      expect(keys).toEqual(['key-1', 'key-1']);
    });

    it('does not make the list look younger than it is', async () => {
      api.on('POST /api/v1/scans', () => begun);
      const key = scanKeys.list(undefined);
      client.setQueryData(key, pagesOf(RUNNING), { updatedAt: 12_345 });

      await carryOut(mutations.start(), WISH);

      expect(client.getQueryState(key)?.dataUpdatedAt).toBe(12_345);
    });
  });

  describe('cancelling a scan', () => {
    const path = `POST /api/v1/scans/${RUNNING.id}/cancel`;

    it('says so at once, in the list and on its page', async () => {
      const { answer, give } = held();
      api.on(path, () => answer);

      const cancelled = carryOut(mutations.cancel(), RUNNING.id);

      await eventually(() => expect(shown()?.state).toBe('cancelling'));
      expect(listed()[0]?.state).toBe('cancelling');
      give(aScan({ id: RUNNING.id, state: 'cancelled', eventSequence: 9 }));
      await cancelled;
      expect([shown()?.state, listed()[0]?.state]).toEqual(['cancelled', 'cancelled']);
    });

    it('shows it as it was when the server refuses', async () => {
      api.on(path, () => new Refusal(500, 'The disk is full.'));

      await expect(carryOut(mutations.cancel(), RUNNING.id)).rejects.toMatchObject({ status: 500 });

      expect([shown()?.state, listed()[0]?.state]).toEqual(['running', 'running']);
    });

    it('does not undo what was heard of it meanwhile', async () => {
      const { answer, give } = held();
      api.on(path, () => answer);
      const refused = carryOut(mutations.cancel(), RUNNING.id).catch(() => 'refused');
      await eventually(() => expect(shown()?.state).toBe('cancelling'));

      const over = aScan({ id: RUNNING.id, state: 'completed', eventSequence: 30 });
      client.setQueryData<ScanSnapshot>(scanKeys.snapshot(RUNNING.id), { scan: over, runs: [] });
      give(new Refusal(409, 'It has ended.'));

      expect(await refused).toBe('refused');
      expect(shown()?.state).toBe('completed');
    });
  });

  describe('deleting a scan', () => {
    const path = `DELETE /api/v1/scans/${FINISHED.id}`;

    it('takes it off the list at once, and forgets its page', async () => {
      client.setQueryData<ScanSnapshot>(scanKeys.snapshot(FINISHED.id), { scan: FINISHED, runs: [] });
      const { answer, give } = held();
      api.on(path, () => answer);

      const removed = carryOut(mutations.remove(), FINISHED.id);

      await eventually(() => expect(listed()).toEqual([RUNNING]));
      give(null);
      await removed;
      expect(client.getQueryData(scanKeys.snapshot(FINISHED.id))).toBeUndefined();
    });

    it('puts it back where it was when the server refuses', async () => {
      api.on(path, () => new Refusal(409, 'It is still running.'));

      await expect(carryOut(mutations.remove(), FINISHED.id)).rejects.toMatchObject({ status: 409 });

      expect(listed()).toEqual([RUNNING, FINISHED]);
    });
  });
});

function pagesOf(...items: Scan[]): ScanPages {
  return { pages: [{ items }], pageParams: [''] };
}
