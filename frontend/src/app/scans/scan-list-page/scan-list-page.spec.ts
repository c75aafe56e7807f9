import { TestBed } from '@angular/core/testing';
import { QueryClient } from '@tanstack/angular-query-experimental';
import { aScan, at } from '../../../testing/builders';
import { eventually } from '../../../testing/eventually';
import { FakeApi, Refusal } from '../../../testing/fake-api';
import { FakeEventSource } from '../../../testing/fake-event-source';
import { buttonNamed, render, type Rendered } from '../../../testing/render';
import { OPEN_EVENT_SOURCE } from '../live/event-stream';
import { ScanListPage } from './scan-list-page';

const done = (id: string, target: string) => aScan({ id, target, state: 'completed', finishedAt: at(12) });

describe(ScanListPage.name, () => {
  let api: FakeApi;

  beforeEach(() => {
    api = new FakeApi().on('GET /api/v1/scans', () => ({ items: [done('a', 'alpha.test'), done('b', 'beta.test')] }));
  });

  async function openList(): Promise<Rendered<ScanListPage>> {
    const page = render(ScanListPage, {}, api);
    await eventually(() => expect(page.text()).toContain('alpha.test'));
    return page;
  }

  async function deleteAlpha(page: Rendered<ScanListPage>): Promise<void> {
    page.button('Delete the scan of alpha.test').click();
    (await eventually(() => buttonNamed(document, 'Delete'))).click();
  }

  it('shows each scan with its state, findings and duration', async () => {
    const page = await openList();

    const [row] = page.element.querySelectorAll('tbody tr');
    expect(row?.textContent).toContain('Completed');
    expect(row?.textContent).toContain('1 high, 2 medium, 3 info');
    expect(row?.textContent).toContain('12 s');
  });

  it('loads the next page where the one before ended', async () => {
    api.on('GET /api/v1/scans', ({ params }) =>
      params.get('pageToken') === 'next'
        ? { items: [done('c', 'gamma.test')] }
        : { items: [done('a', 'alpha.test')], nextPageToken: 'next' },
    );
    const page = await openList();

    page.button('Load more').click();

    await eventually(() => expect(page.text()).toContain('gamma.test'));
    expect(page.text()).toContain('alpha.test');
    expect(() => page.button('Load more')).toThrow();
  });

  it('takes a deleted scan off the list before the server has answered', async () => {
    let gone = false;
    api.on('GET /api/v1/scans', () => ({
      items: [...(gone ? [] : [done('a', 'alpha.test')]), done('b', 'beta.test')],
    }));
    api.on('DELETE /api/v1/scans/a', () => {
      gone = true;
      return null;
    });
    const page = await openList();

    await deleteAlpha(page);

    await eventually(() => expect(page.text()).not.toContain('alpha.test'));
    expect(api.asked('DELETE /api/v1/scans/a')).toHaveLength(1);
  });

  it('puts the scan back and says why when the server refuses', async () => {
    api.on('DELETE /api/v1/scans/a', () => new Refusal(409, 'The scan a is still running.'));
    const page = await openList();

    await deleteAlpha(page);

    await eventually(() => expect(document.body.textContent).toContain('The scan a is still running.'));
    await eventually(() => expect(page.text()).toContain('alpha.test'));
  });

  it('leads to the first scan when there is none', async () => {
    api.on('GET /api/v1/scans', () => ({ items: [] }));

    const page = render(ScanListPage, {}, api);

    await eventually(() => expect(page.text()).toContain('Start the first scan'));
  });

  it('says what went wrong and asks again on request', async () => {
    api.on('GET /api/v1/scans', () => new Refusal(500, 'The database is locked.'));
    const page = render(ScanListPage, {}, api);
    await eventually(() => expect(page.text()).toContain('The database is locked. Request request-1'));

    api.on('GET /api/v1/scans', () => ({ items: [done('a', 'alpha.test')] }));
    page.button('Try again').click();

    await eventually(() => expect(page.text()).toContain('alpha.test'));
  });

  describe('while a scan runs', () => {
    const running = aScan({ id: 'a', target: 'alpha.test', eventSequence: 7 });

    beforeEach(() => {
      FakeEventSource.opened = [];
      TestBed.overrideProvider(OPEN_EVENT_SOURCE, { useValue: (url: string) => FakeEventSource.open(url) });
      api.on('GET /api/v1/scans', () => ({ items: [running, done('b', 'beta.test')] }));
    });

    async function openLiveList(): Promise<{ page: Rendered<ScanListPage>; stream: FakeEventSource }> {
      const page = await openList();
      const stream = await eventually(() => FakeEventSource.last());
      stream.accept();
      await eventually(() => expect(api.asked('GET /api/v1/scans')).toHaveLength(2)); // what happened before it was open
      await eventually(() => expect(TestBed.inject(QueryClient).isFetching()).toBe(0));
      return { page, stream };
    }

    const rowsOf = ({ element }: Rendered<ScanListPage>) =>
      Array.from(element.querySelectorAll('tbody tr'), (row) => row.textContent);

    it('shows what the stream tells of it', async () => {
      const { page, stream } = await openLiveList();

      stream.say('findings', { scanId: 'a', findings: { critical: 4, high: 0, medium: 0, low: 0, info: 0 } });

      await eventually(() => expect(rowsOf(page)[0]).toContain('4 critical'));
    });

    it('shows a scan that somebody else started, and takes away one that somebody else deleted', async () => {
      const { page, stream } = await openLiveList();

      stream.say('scan', aScan({ id: 'c', target: 'gamma.test', state: 'queued', createdAt: at(60) }));
      await eventually(() => expect(rowsOf(page)[0]).toContain('gamma.test'));
      stream.say('removed', { scanId: 'b' });

      await eventually(() => expect(page.text()).not.toContain('beta.test'));
      expect(rowsOf(page)).toHaveLength(2);
    });

    it('keeps a scan it was told of, and leaves out one that is gone, whatever an answer says that was given before', async () => {
      const page = await openList();
      const stream = await eventually(() => FakeEventSource.last());
      const answers: ((body: unknown) => void)[] = [];
      api.on('GET /api/v1/scans', () => new Promise((resolve) => answers.push(resolve)));
      stream.accept();
      await eventually(() => expect(answers).toHaveLength(1));
      const begun = aScan({ id: 'c', target: 'gamma.test', state: 'queued', createdAt: at(60) });

      stream.say('scan', begun);
      stream.say('removed', { scanId: 'b' });
      answers[0]?.({ items: [running, done('b', 'beta.test')] });
      await eventually(() => expect(answers.length).toBeGreaterThan(1));
      for (const answer of answers.slice(1)) answer({ items: [begun, running] });

      await eventually(() => expect(page.text()).toContain('gamma.test'));
      await eventually(() => expect(page.text()).not.toContain('beta.test'));
      expect(rowsOf(page)).toHaveLength(2);
    });

    it('waits for its answer in peace while a scan of a page that is not loaded tells of itself', async () => {
      const page = await openList();
      const stream = await eventually(() => FakeEventSource.last());
      const answers: ((body: unknown) => void)[] = [];
      api.on('GET /api/v1/scans', () => new Promise((resolve) => answers.push(resolve)));
      stream.accept();
      await eventually(() => expect(answers).toHaveLength(1));

      for (const eventSequence of [5, 6]) {
        stream.say('scan', aScan({ id: 'old', target: 'omega.test', createdAt: at(-3600), eventSequence }));
      }
      answers[0]?.({ items: [done('c', 'gamma.test'), running] });

      await eventually(() => expect(page.text()).toContain('gamma.test'));
      expect(answers).toHaveLength(1);
    });

    it('asks nothing while it is told everything, and listens no longer when nothing runs', async () => {
      const { page, stream } = await openLiveList();
      const asked = api.requests.length;

      stream.say('scan', { ...running, state: 'completed', finishedAt: at(12), eventSequence: 8 });

      await eventually(() => expect(rowsOf(page)[0]).toContain('Completed'));
      await eventually(() => expect(stream.readyState).toBe(2));
      expect(api.requests).toHaveLength(asked);
    });

    it('believes what it was told rather than an answer that was given before', async () => {
      const page = await openList();
      const stream = await eventually(() => FakeEventSource.last());
      let give: (body: unknown) => void = () => undefined;
      api.on('GET /api/v1/scans', () => new Promise((resolve) => (give = resolve)));
      stream.accept();
      await eventually(() => expect(api.asked('GET /api/v1/scans')).toHaveLength(2));

      stream.say('scan', { ...running, state: 'completed', finishedAt: at(12), eventSequence: 8 });
      give({ items: [done('c', 'gamma.test'), running] });

      await eventually(() => expect(page.text()).toContain('gamma.test'));
      expect(rowsOf(page)[1]).toContain('Completed');
    });

    it('asks again and again while the stream is down', async () => {
      const { stream } = await openLiveList();

      stream.breakOff();

      await eventually(() => expect(api.asked('GET /api/v1/scans').length).toBeGreaterThan(2), 4000);
    });
  });

  it('opens no stream when nothing runs', async () => {
    FakeEventSource.opened = [];
    TestBed.overrideProvider(OPEN_EVENT_SOURCE, { useValue: (url: string) => FakeEventSource.open(url) });

    await openList();

    expect(FakeEventSource.opened).toHaveLength(0);
  });
});
