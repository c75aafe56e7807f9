import { Coalesced } from './coalesced';

const SOON = 2;
const PAUSE = 10;

describe(Coalesced.name, () => {
  let ended: number;
  let finish: (() => void)[];
  let work: Coalesced;

  beforeEach(() => {
    jest.useFakeTimers();
    ended = 0;
    finish = [];
    work = new Coalesced(
      () =>
        new Promise((done) => {
          finish.push(() => {
            ended += 1;
            done();
          });
        }),
      SOON,
      PAUSE,
    );
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('does the work once for many requests', async () => {
    work.request();
    work.request();
    work.request();

    await jest.advanceTimersByTimeAsync(5 * PAUSE);

    expect(finish).toHaveLength(1);
  });

  it('does it soon, and not again before the pause is over', async () => {
    work.request();
    await jest.advanceTimersByTimeAsync(SOON);
    expect(finish).toHaveLength(1);
    finish[0]?.();

    work.request();
    await jest.advanceTimersByTimeAsync(PAUSE - 1);
    expect(finish).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(finish).toHaveLength(2);
  });

  it('does it again for a request that came meanwhile, but not at the same time', async () => {
    work.request();
    await jest.advanceTimersByTimeAsync(PAUSE);
    work.request();
    await jest.advanceTimersByTimeAsync(5 * PAUSE);
    expect(finish).toHaveLength(1);

    finish[0]?.();
    await jest.advanceTimersByTimeAsync(PAUSE);

    expect(ended).toBe(1);
    expect(finish).toHaveLength(2);
  });
});
