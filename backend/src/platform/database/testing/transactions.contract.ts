import { type EntityManager } from 'typeorm';
import { type Database } from '../database.js';
import {
  TransactionAbortedError,
  TransactionEndedError,
  UniqueViolationError,
  WriteInsideReadError,
  WriteTimedOutError,
} from '../database.errors.js';
import { openDatabase } from '../open-database.js';
import { type ContractPlace, SMALL_POOL } from './contract-place.js';
import { contractSchema, Shelf } from './contract-schema.js';

/** What `write`, `read` and `afterCommit` promise, for every database. */
export function describeTransactions(place: ContractPlace): void {
  let sut: Database;

  beforeEach(async () => {
    sut = await openDatabase({ ...(await place.emptyDatabase()), ...SMALL_POOL }, contractSchema);
  });
  afterEach(() => sut.close());

  function shelf(id: string, label = `label of ${id}`): Shelf {
    return Object.assign(new Shelf(), { id, label });
  }

  async function put(manager: EntityManager, id: string): Promise<void> {
    await manager.insert(Shelf, shelf(id));
  }

  async function stored(): Promise<string[]> {
    return sut.read(async (manager) => (await manager.find(Shelf, { order: { id: 'ASC' } })).map(({ id }) => id));
  }

  describe('a write', () => {
    it('stores what it wrote and gives back what its work gives', async () => {
      const result = await sut.write(async (manager) => {
        await put(manager, 'a');
        return 42;
      });

      expect(result).toBe(42);
      expect(await stored()).toEqual(['a']);
    });

    it('leaves nothing behind when its work rejects, and the next one works', async () => {
      const failing = sut.write(async (manager) => {
        await put(manager, 'a');
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');

      await sut.write((manager) => put(manager, 'b'));

      expect(await stored()).toEqual(['b']);
    });

    it('leaves nothing behind when its work throws before it waits', async () => {
      const failing = sut.write(() => {
        throw new Error('at once');
      });

      await expect(failing).rejects.toThrow('at once');
      expect(sut.statistics()).toMatchObject({ writes: { running: 0, committed: 0, rolledBack: 1 } });
    });

    it('stores exactly what was acknowledged, of 300 at once of which a third fail', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 300 }, (_, number) =>
          sut.write(async (manager) => {
            await put(manager, `${number}-first`);
            await manager.find(Shelf, { take: 3 });
            if (number % 3 === 0) throw new Error('every third');
            await put(manager, `${number}-second`);
            return [`${number}-first`, `${number}-second`];
          }),
        ),
      );

      const acknowledged = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
      expect(acknowledged).toHaveLength(400);
      expect((await stored()).sort()).toEqual(acknowledged.sort());
      expect(sut.statistics().writes).toMatchObject({ committed: 200, rolledBack: 100, running: 0, waiting: 0 });
    });

    it('is alone: what its work reads before it writes is still true when it writes', async () => {
      const added = await Promise.all(
        Array.from({ length: 20 }, () =>
          sut.write(async (manager) => {
            if ((await manager.findOneBy(Shelf, { id: 'once' })) !== null) return false;
            await put(manager, 'once');
            return true;
          }),
        ),
      );

      expect(added.filter(Boolean)).toHaveLength(1);
    });

    it('reports a broken unique index by name, whole, and the next one works', async () => {
      await sut.write((manager) => put(manager, 'a'));

      const failing = sut.write(async (manager) => {
        await put(manager, 'b');
        await manager.insert(Shelf, shelf('c', 'label of a'));
      });

      await expect(failing).rejects.toThrow(UniqueViolationError);
      await sut.write((manager) => put(manager, 'd'));
      expect(await stored()).toEqual(['a', 'd']);
    });

    it('cannot be saved by catching the error of a statement', async () => {
      const failing = sut.write(async (manager) => {
        await put(manager, 'a');
        await put(manager, 'a').catch(() => undefined);
        await expect(put(manager, 'b')).rejects.toThrow(TransactionAbortedError);
      });

      await expect(failing).rejects.toThrow(UniqueViolationError);
      expect(await stored()).toEqual([]);
    });

    it('takes back the statements of a branch that is still running when another one fails', async () => {
      const failing = sut.write(async (manager) => {
        const slow = async () => {
          for (const id of ['s1', 's2', 's3', 's4']) await put(manager, id);
        };
        await Promise.all([slow(), put(manager, 'x').then(() => Promise.reject(new Error('one branch')))]);
      });

      await expect(failing).rejects.toThrow('one branch');
      expect(await stored()).toEqual([]);
    });

    it('waits for statements that were not awaited, and refuses those that come after its end', async () => {
      const late = await sut.write(async (manager) => {
        void put(manager, 'a');
        return Promise.resolve(manager);
      });

      await expect(put(late, 'b')).rejects.toThrow(TransactionEndedError);
      expect(await stored()).toEqual(['a']);
    });

    it('takes TypeORM’s own transactions in', async () => {
      const failing = sut.write(async (manager) => {
        await manager.save(shelf('a'));
        await manager.transaction((inner) => inner.save(shelf('b')));
        throw new Error('after all');
      });
      await expect(failing).rejects.toThrow('after all');

      await sut.write((manager) => manager.save([shelf('c'), shelf('d')]));

      expect(await stored()).toEqual(['c', 'd']);
    });

    it('loses its transaction when its work takes too long, so that others can go on', async () => {
      const settings = { ...(await place.emptyDatabase()), ...SMALL_POOL, writeLimitMs: 100 };
      const limited = await openDatabase(settings, contractSchema);
      let late: Promise<void> | undefined;

      const failing = limited.write(async (manager) => {
        await put(manager, 'a');
        await new Promise((resolve) => setTimeout(resolve, 300));
        late = put(manager, 'b');
        await late;
      });
      await expect(failing).rejects.toThrow(WriteTimedOutError);
      await limited.write((manager) => put(manager, 'c'));
      await new Promise((resolve) => setTimeout(resolve, 300));

      await expect(late).rejects.toThrow(TransactionEndedError);
      expect(await limited.read((manager) => manager.find(Shelf))).toEqual([shelf('c')]);
      await limited.close();
    });
  });

  describe('a read', () => {
    it('sees only what is committed', async () => {
      await sut.write(async (manager) => {
        await put(manager, 'a');
        const seen = await outside(() => stored());
        expect(seen).toEqual([]);
      });

      expect(await stored()).toEqual(['a']);
    });

    it('sees one moment, whatever is committed meanwhile', async () => {
      const counts = await sut.read(async (manager) => {
        const before = await manager.count(Shelf);
        await outside(() => sut.write((writer) => put(writer, 'a')));
        return [before, await manager.count(Shelf)];
      });

      expect(counts).toEqual([0, 0]);
      expect(await stored()).toEqual(['a']);
    });

    it('cannot write', async () => {
      await expect(sut.read((manager) => put(manager, 'a'))).rejects.toThrow(/read-?only/);

      await sut.write((manager) => put(manager, 'b'));
      expect(await stored()).toEqual(['b']);
    });

    it('shares the connection of the read around it', async () => {
      const checkedOut = await sut.read(() => sut.read(() => Promise.resolve(sut.statistics().checkedOut)));

      expect(checkedOut).toBe(1);
    });

    it('refuses a write inside of it', async () => {
      const failing = sut.read(() => sut.write((manager) => put(manager, 'a')));

      await expect(failing).rejects.toThrow(WriteInsideReadError);
    });
  });

  describe('inside a write', () => {
    it('a read sees what is not committed yet', async () => {
      const seen = await sut.write(async (manager) => {
        await put(manager, 'a');
        return stored();
      });

      expect(seen).toEqual(['a']);
    });

    it('a write joins', async () => {
      const failing = sut.write(async (manager) => {
        await put(manager, 'a');
        await sut.write((inner) => put(inner, 'b'));
        throw new Error('the outer one');
      });

      await expect(failing).rejects.toThrow('the outer one');
      expect(await stored()).toEqual([]);
      expect(sut.statistics().writes).toMatchObject({ committed: 0, rolledBack: 1 });
    });

    it('a write joins although other transactions have come and gone meanwhile', async () => {
      let begin: () => void = () => undefined;
      let goOn: () => void = () => undefined;
      const begun = new Promise<void>((resolve) => (begin = resolve));
      const othersEnded = new Promise<void>((resolve) => (goOn = resolve));
      const failing = sut.write(async (manager) => {
        begin();
        await othersEnded;
        await put(manager, 'a');
        await sut.write((inner) => put(inner, 'b'));
        throw new Error('the outer one');
      });
      await begun;
      await Promise.all([stored(), stored()]);
      goOn();

      await expect(failing).rejects.toThrow('the outer one');
      expect(await stored()).toEqual([]);
    });

    it('a write that fails takes the outer one with it, even when its error is caught', async () => {
      const failing = sut.write(async (manager) => {
        await put(manager, 'a');
        await sut.write(() => Promise.reject(new Error('the inner one'))).catch(() => undefined);
      });

      await expect(failing).rejects.toThrow('the inner one');
      expect(await stored()).toEqual([]);
    });

    it('work that outlives it begins a transaction of its own', async () => {
      let later: Promise<void> | undefined;
      await sut.write(async (manager) => {
        later = new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => sut.write((own) => put(own, 'b')));
        await put(manager, 'a');
      });

      await later;

      expect(await stored()).toEqual(['a', 'b']);
      expect(sut.statistics().writes.committed).toBe(2);
    });
  });

  describe('an action after the commit', () => {
    it('runs in order, when the rows can be seen', async () => {
      const events: string[] = [];
      let seen: Promise<string[]> | undefined;

      await sut.write(async (manager) => {
        sut.afterCommit(() => events.push('first'));
        await sut.write(() => {
          sut.afterCommit(() => events.push('second'));
          return Promise.resolve();
        });
        sut.afterCommit(() => {
          seen = stored();
        });
        await put(manager, 'a');
        expect(events).toEqual([]);
      });

      expect(events).toEqual(['first', 'second']);
      expect(await seen).toEqual(['a']);
    });

    it('never runs after a rollback', async () => {
      const events: string[] = [];
      const failing = sut.write(() => {
        sut.afterCommit(() => events.push('no'));
        return Promise.reject(new Error('rolled back'));
      });

      await expect(failing).rejects.toThrow('rolled back');
      expect(events).toEqual([]);
    });

    it('runs at once outside of a write', () => {
      const events: string[] = [];

      sut.afterCommit(() => events.push('now'));

      expect(events).toEqual(['now']);
    });

    it('does not make a stored write fail, nor stop the other actions', async () => {
      const events: string[] = [];
      const log = jest.spyOn(process.stderr, 'write').mockReturnValue(true);

      await sut.write((manager) => {
        sut.afterCommit(() => {
          throw new Error('follow-up');
        });
        sut.afterCommit(() => events.push('next'));
        return put(manager, 'a');
      });
      log.mockRestore();

      expect(events).toEqual(['next']);
      expect(await stored()).toEqual(['a']);
    });
  });

  const requests: (() => void)[] = [];
  let server: NodeJS.Timeout;
  beforeEach(() => {
    server = setInterval(() => requests.shift()?.(), 1);
  });
  afterEach(() => {
    clearInterval(server);
  });

  /** Runs as another request would: outside of the transaction of the caller. */
  function outside<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      requests.push(() => {
        work().then(resolve, reject);
      });
    });
  }
}
