import { TestBed } from '@angular/core/testing';
import { provideTanStackQuery, QueryClient } from '@tanstack/angular-query-experimental';
import { aScan } from '../../../testing/builders';
import { findingKeys } from '../../findings/finding.keys';
import { FindingsRefresh } from './findings-refresh';

const COVERAGE = findingKeys.coverage('scan-1');

describe(FindingsRefresh.name, () => {
  let client: QueryClient;
  let refresh: FindingsRefresh;

  beforeEach(() => {
    jest.useFakeTimers();
    TestBed.configureTestingModule({ providers: [provideTanStackQuery(new QueryClient())] });
    client = TestBed.inject(QueryClient);
    refresh = TestBed.inject(FindingsRefresh);
    client.setQueryData(COVERAGE, []);
    refresh.notice(aScan());
  });

  afterEach(() => {
    client.clear();
    jest.useRealTimers();
  });

  async function isOutdated(): Promise<boolean | undefined> {
    await jest.advanceTimersByTimeAsync(500);
    return client.getQueryState(COVERAGE)?.isInvalidated;
  }

  it('lets findings be read again when there are others', async () => {
    refresh.notice(aScan({ findings: { critical: 9, high: 1, medium: 2, low: 0, info: 3 } }));

    expect(await isOutdated()).toBe(true);
  });

  it('lets them be read again when a run ended, which may have corroborated one', async () => {
    const { runs } = aScan();
    refresh.notice(aScan({ runs: { ...runs, running: 0, succeeded: 2 } }));

    expect(await isOutdated()).toBe(true);
  });

  it('leaves them when a run only began, and when another scan has others', async () => {
    const { runs } = aScan();
    refresh.notice(aScan({ runs: { ...runs, queued: 5, running: 2 } }));
    refresh.notice(aScan({ id: 'scan-2' }));
    refresh.notice(aScan({ id: 'scan-2', findings: { critical: 9, high: 1, medium: 2, low: 0, info: 3 } }));

    expect(await isOutdated()).toBe(false);
  });

  it('reads them once for many changes, and once more for those that came meanwhile', async () => {
    const read = jest.spyOn(client, 'invalidateQueries');
    for (let critical = 1; critical <= 100; critical += 1) {
      refresh.notice(aScan({ findings: { critical, high: 1, medium: 2, low: 0, info: 3 } }));
      await jest.advanceTimersByTimeAsync(10);
    }
    await jest.advanceTimersByTimeAsync(5000);

    expect(read).toHaveBeenCalledTimes(2);
  });
});
