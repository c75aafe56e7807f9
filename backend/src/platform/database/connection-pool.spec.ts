import fc from 'fast-check';
import { ConnectionPool, type ConnectionPoolOptions, type Lease } from './connection-pool.js';
import { DatabaseClosedError, PoolExhaustedError } from './database.errors.js';
import { ManualTime } from './testing/manual-time.js';

interface Connection {
  readonly number: number;
  isDead: boolean;
  isClosed: boolean;
}

/** Lets everything that is ready to run, run. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe(ConnectionPool.name, () => {
  let time: ManualTime;
  let opened: Connection[];

  beforeEach(() => {
    time = new ManualTime();
    opened = [];
  });

  function poolWith(options: Partial<ConnectionPoolOptions<Connection>> = {}) {
    return new ConnectionPool<Connection>({
      size: 2,
      maxOverflow: 1,
      lingerMs: 0,
      acquireTimeoutMs: 1000,
      recycleMs: 60_000,
      trustMs: 0,
      time,
      open: async () => {
        const connection = { number: opened.length + 1, isDead: false, isClosed: false };
        opened.push(connection);
        return Promise.resolve(connection);
      },
      close: async (connection) => {
        if (connection.isClosed) throw new Error('closed twice');
        connection.isClosed = true;
        return Promise.resolve();
      },
      ping: async (connection) => (connection.isDead ? Promise.reject(new Error('dead')) : Promise.resolve()),
      ...options,
    });
  }

  function openCount(): number {
    return opened.filter(({ isClosed }) => !isClosed).length;
  }

  it('opens a connection when it is needed, and uses it again', async () => {
    const sut = poolWith();
    expect(opened).toHaveLength(0);

    (await sut.acquire()).release();
    const second = await sut.acquire();

    expect(second.connection.number).toBe(1);
    expect(opened).toHaveLength(1);
  });

  it('keeps `size` connections and closes the overflow when it comes back', async () => {
    const sut = poolWith();
    const leases = [await sut.acquire(), await sut.acquire(), await sut.acquire()];
    expect(sut.statistics()).toMatchObject({ checkedOut: 3, checkedIn: 0, overflow: 1 });

    leases.forEach((lease) => lease.release());
    await settle();

    expect(sut.statistics()).toMatchObject({ size: 2, maxOverflow: 1, checkedOut: 0, checkedIn: 2, overflow: 0 });
    expect(openCount()).toBe(2);
  });

  it('keeps the overflow of a burst for a while, lends it again, and closes it when the burst is over', async () => {
    const sut = poolWith({ lingerMs: 5000 });
    for (let turn = 0; turn < 3; turn += 1) {
      const leases = [await sut.acquire(), await sut.acquire(), await sut.acquire()];
      leases.forEach((lease) => lease.release());
      time.advance(3000);
    }
    expect(opened).toHaveLength(3);
    expect(sut.statistics()).toMatchObject({ checkedIn: 3, overflow: 1 });

    time.advance(5000);
    await settle();

    expect(sut.statistics()).toMatchObject({ checkedIn: 2, overflow: 0 });
    expect(openCount()).toBe(2);
  });

  it('leaves no timer behind when it is closed', async () => {
    const sut = poolWith({ lingerMs: 5000 });
    const leases = [await sut.acquire(), await sut.acquire(), await sut.acquire()];
    leases.forEach((lease) => lease.release());

    await sut.close();
    time.advance(10_000);

    expect(openCount()).toBe(0);
  });

  it('lets those beyond the limit wait, first come first served, without opening more', async () => {
    const sut = poolWith({ size: 1, maxOverflow: 0 });
    const first = await sut.acquire();
    const order: string[] = [];
    const waiting = ['a', 'b', 'c'].map(async (name) => {
      const lease = await sut.acquire();
      order.push(name);
      lease.release();
    });
    await settle();
    expect(sut.statistics().waiting).toBe(3);

    first.release();
    await Promise.all(waiting);

    expect(order).toEqual(['a', 'b', 'c']);
    expect(opened).toHaveLength(1);
    expect(sut.statistics()).toMatchObject({ waiting: 0, checkedOut: 0, checkedIn: 1 });
  });

  it('keeps an overflow connection open while somebody waits for it', async () => {
    const sut = poolWith({ size: 1, maxOverflow: 1 });
    const leases = [await sut.acquire(), await sut.acquire()];
    const third = sut.acquire();

    leases[1]!.release();

    expect((await third).connection.number).toBe(2);
    expect(opened).toHaveLength(2);
  });

  it('gives up after the time-out, says when to try again, and recovers', async () => {
    const sut = poolWith({ size: 1, maxOverflow: 0 });
    const held = await sut.acquire();
    const late = sut.acquire();
    const outcome = expect(late).rejects.toMatchObject({
      code: 'database.pool-exhausted',
      kind: 'unavailable',
      retryAfterSeconds: 5,
      message: 'No database connection became free within 1 s.',
    });

    time.advance(999);
    await settle();
    expect(sut.statistics()).toMatchObject({ waiting: 1, timeouts: 0 });
    time.advance(1);

    await outcome;
    expect(sut.statistics()).toMatchObject({ waiting: 0, timeouts: 1, checkedOut: 1 });
    held.release();
    expect((await sut.acquire()).connection.number).toBe(1);
  });

  it('does not give a freed connection to one who gave up', async () => {
    const sut = poolWith({ size: 1, maxOverflow: 0 });
    const held = await sut.acquire();
    const late = expect(sut.acquire()).rejects.toThrow(PoolExhaustedError);
    time.advance(500);
    const patient = sut.acquire();
    time.advance(500);
    await late;

    held.release();

    expect((await patient).connection.number).toBe(1);
    expect(sut.statistics().checkedOut).toBe(1);
  });

  it('does not ask one that has just worked, and asks again when that is a while ago', async () => {
    let pings = 0;
    const sut = poolWith({
      trustMs: 500,
      ping: () => {
        pings += 1;
        return Promise.resolve();
      },
    });
    (await sut.acquire()).release();

    time.advance(499);
    (await sut.acquire()).release();
    expect(pings).toBe(0);
    time.advance(500);
    (await sut.acquire()).release();

    expect(pings).toBe(1);
  });

  it('replaces a connection that no longer answers, also when it is handed over to one who waits', async () => {
    const sut = poolWith({ size: 1, maxOverflow: 0 });
    const held = await sut.acquire();
    const waiting = sut.acquire();
    held.connection.isDead = true;

    held.release();
    const next = await waiting;

    expect(next.connection.number).toBe(2);
    expect(opened[0]!.isClosed).toBe(true);
    expect(sut.statistics()).toMatchObject({ failedPings: 1, recycled: 0, checkedOut: 1 });
  });

  it('replaces a connection that is too old, counted from its opening', async () => {
    const sut = poolWith({ recycleMs: 60_000 });
    (await sut.acquire()).release();
    time.advance(59_999);
    (await sut.acquire()).release();
    expect(opened).toHaveLength(1);

    time.advance(1);
    const lease = await sut.acquire();

    expect(lease.connection.number).toBe(2);
    expect(opened[0]!.isClosed).toBe(true);
    expect(sut.statistics()).toMatchObject({ recycled: 1, failedPings: 0 });
  });

  it('closes what is discarded and opens another one', async () => {
    const sut = poolWith({ size: 1, maxOverflow: 0 });
    const waitingAfter = await sut.acquire();
    const waiting = sut.acquire();

    waitingAfter.discard();

    expect((await waiting).connection.number).toBe(2);
    expect(opened[0]!.isClosed).toBe(true);
  });

  it('passes on why a connection cannot be opened, and keeps its place for the next', async () => {
    let isDown = true;
    const connection = { number: 1, isDead: false, isClosed: false };
    const open = () => (isDown ? Promise.reject(new Error('down')) : Promise.resolve(connection));
    const sut = poolWith({ size: 1, maxOverflow: 0, open });
    const failing = [sut.acquire(), sut.acquire()].map((attempt) => expect(attempt).rejects.toThrow('down'));
    await Promise.all(failing);

    isDown = false;

    expect((await sut.acquire()).connection).toBe(connection);
    expect(sut.statistics()).toMatchObject({ checkedOut: 1, waiting: 0 });
  });

  it('goes on when an old connection fails to close', async () => {
    const sut = poolWith({ recycleMs: 10, close: () => Promise.reject(new Error('stuck')) });
    (await sut.acquire()).release();
    time.advance(10);

    expect((await sut.acquire()).connection.number).toBe(2);
  });

  it('closes: refuses those who wait and come, and waits for what is lent', async () => {
    const sut = poolWith({ size: 1, maxOverflow: 0 });
    const held = await sut.acquire();
    const waiting = expect(sut.acquire()).rejects.toThrow(DatabaseClosedError);
    let isClosed = false;

    const closing = sut.close().then(() => (isClosed = true));
    await waiting;
    await expect(sut.acquire()).rejects.toThrow(DatabaseClosedError);
    await settle();
    expect(isClosed).toBe(false);
    held.release();
    await closing;

    expect(openCount()).toBe(0);
    expect(sut.statistics()).toMatchObject({ checkedIn: 0, checkedOut: 0, waiting: 0 });
  });

  it('closes what is idle at once', async () => {
    const sut = poolWith();
    (await sut.acquire()).release();

    await sut.close();

    expect(openCount()).toBe(0);
  });

  it('measures the time from asking to having', async () => {
    const sut = poolWith({ size: 1, maxOverflow: 0 });
    const held = await sut.acquire();
    const waiting = sut.acquire();
    time.advance(40);
    held.release();
    await waiting;

    expect(sut.statistics().acquireMs).toEqual({ p50: 0, p95: 40, p99: 40 });
  });

  it('never lends a connection twice nor opens more than its limit, in whatever order things happen', async () => {
    const step = fc.oneof(
      fc.constant('acquire' as const),
      fc.record({ give: fc.constantFrom('release' as const, 'discard' as const), pick: fc.nat(50) }),
      fc.record({ kill: fc.nat(50) }),
      fc.record({ advance: fc.nat(700) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 1, max: 3 }),
        fc.nat(2),
        async (steps, size, maxOverflow) => {
          opened = [];
          time = new ManualTime();
          const sut = poolWith({ size, maxOverflow, recycleMs: 1500 });
          const held: Lease<Connection>[] = [];
          for (const action of steps) {
            if (action === 'acquire')
              void sut.acquire().then(
                (lease) => held.push(lease),
                () => undefined,
              );
            else if ('give' in action) held.splice(action.pick % Math.max(1, held.length), 1)[0]?.[action.give]();
            else if ('kill' in action)
              (opened[action.kill % Math.max(1, opened.length)] ?? { isDead: false }).isDead = true;
            else time.advance(action.advance);
            await settle();

            const { checkedIn, checkedOut, overflow } = sut.statistics();
            expect(new Set(held.map((lease) => lease.connection)).size).toBe(held.length);
            expect(held.every((lease) => !lease.connection.isClosed)).toBe(true);
            expect(checkedOut).toBe(held.length);
            expect(openCount()).toBe(checkedIn + checkedOut);
            expect(openCount()).toBeLessThanOrEqual(size + maxOverflow);
            expect(overflow).toBe(Math.max(0, openCount() - size));
          }
          const closing = sut.close();
          held.forEach((lease) => lease.release());
          await closing;
          expect(openCount()).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
