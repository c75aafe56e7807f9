import { type Database } from '../database.js';
import { DatabaseClosedError, PoolExhaustedError } from '../database.errors.js';
import { openDatabase } from '../open-database.js';
import { type ContractPlace } from './contract-place.js';
import { contractSchema, Shelf } from './contract-schema.js';

/** What the pool, its figures and the end promise, for every database. */
export function describeConnections(place: ContractPlace): void {
  let sut: Database;

  beforeEach(async () => {
    const pool = { poolSize: 1, maxOverflow: 1, poolTimeoutMs: 200, recycleMs: 3_600_000 };
    sut = await openDatabase({ ...(await place.emptyDatabase()), ...pool }, contractSchema);
  });
  afterEach(() => sut.close());

  /** Reads that hold their connection until they are let go. */
  function holdReads(count: number): { readonly begun: Promise<unknown>; readonly letGo: () => Promise<void> } {
    const gates = Array.from({ length: count }, () => {
      let open: () => void = () => undefined;
      let enter: () => void = () => undefined;
      const opened = new Promise<void>((resolve) => (open = resolve));
      const entered = new Promise<void>((resolve) => (enter = resolve));
      const read = sut.read(() => {
        enter();
        return opened;
      });
      return { open: () => open(), entered, read };
    });
    return {
      begun: Promise.all(gates.map(({ entered }) => entered)),
      letGo: async () => {
        for (const { open } of gates) open();
        await Promise.all(gates.map(({ read }) => read));
      },
    };
  }

  it('says that it is exhausted after the time-out, and recovers', async () => {
    const held = holdReads(2);
    await held.begun;
    expect(sut.statistics()).toMatchObject({ size: 1, maxOverflow: 1, checkedOut: 2, overflow: 1, waiting: 0 });
    const askedAt = performance.now();

    await expect(sut.read(() => Promise.resolve())).rejects.toThrow(PoolExhaustedError);

    const waitedMs = performance.now() - askedAt;
    expect(waitedMs).toBeGreaterThan(190);
    expect(waitedMs).toBeLessThan(1500);
    expect(sut.statistics()).toMatchObject({ timeouts: 1, checkedOut: 2 });
    await held.letGo();
    expect(await sut.read((manager) => manager.count(Shelf))).toBe(0);
    expect(sut.statistics()).toMatchObject({ checkedOut: 0, waiting: 0 });
  });

  it('serves those who wait as soon as a connection is free', async () => {
    const held = holdReads(2);
    await held.begun;
    const waiting = sut.read((manager) => manager.count(Shelf));
    expect(sut.statistics().waiting).toBe(1);

    await held.letGo();

    expect(await waiting).toBe(0);
  });

  it('measures', async () => {
    for (let round = 0; round < 20; round += 1) await sut.read((manager) => manager.count(Shelf));
    await sut.write((manager) => manager.insert(Shelf, { id: 'a', label: 'a' }));

    const { acquireMs, writes, recycled, failedPings, checkedIn } = sut.statistics();

    expect(acquireMs.p50).toBeGreaterThan(0);
    expect(acquireMs.p99).toBeGreaterThanOrEqual(acquireMs.p50);
    expect(writes.heldMs.p50).toBeGreaterThan(0);
    expect(writes).toMatchObject({ committed: 1, rolledBack: 0, running: 0, waiting: 0 });
    expect([0, null]).toContain(recycled);
    expect(failedPings).toBe(0);
    expect(checkedIn).toBeGreaterThan(0);
  });

  it('answers a ping', async () => {
    await expect(sut.ping()).resolves.toBeUndefined();
  });

  it('lets running work end before it closes, and refuses what comes later', async () => {
    const held = holdReads(1);
    await held.begun;
    const writing = sut.write(async (manager) => {
      await manager.insert(Shelf, { id: 'a', label: 'a' });
      await new Promise((resolve) => setTimeout(resolve, 50));
      return manager.count(Shelf);
    });
    await new Promise((resolve) => setTimeout(resolve, 20));

    const closing = sut.close();

    await expect(sut.write(() => Promise.resolve())).rejects.toThrow(DatabaseClosedError);
    await expect(sut.read(() => Promise.resolve())).rejects.toThrow(DatabaseClosedError);
    expect(await writing).toBe(1);
    await held.letGo();
    await closing;
    await expect(sut.ping()).rejects.toThrow(DatabaseClosedError);
  });
}
