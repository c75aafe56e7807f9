import { PostgresDatabase } from '../../src/platform/database/postgres/postgres-database.js';
import { type Database } from '../../src/platform/database/database.js';
import { DatabaseUnavailableError } from '../../src/platform/database/database.errors.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { SMALL_POOL } from '../../src/platform/database/testing/contract-place.js';
import { contractSchema, Shelf } from '../../src/platform/database/testing/contract-schema.js';
import { describeDatabase } from '../../src/platform/database/testing/database.contract.js';
import { describeWithPostgres, givenServer } from './describe-postgres.js';
import { execute, type OwnServer } from './postgres-server.js';

const describeOwn = givenServer === undefined ? describe : describe.skip;

describeWithPostgres(PostgresDatabase.name, (server) => {
  async function emptyDatabase() {
    return { ...SMALL_POOL, sqlitePath: '', url: await server().createDatabase() };
  }

  describeDatabase({ emptyDatabase });

  it('lets several nodes start at once: one migrates, the others wait', async () => {
    const settings = await emptyDatabase();

    const nodes = await Promise.all([1, 2, 3, 4].map(() => openDatabase(settings, contractSchema)));

    for (const node of nodes) expect(await node.read((manager) => manager.count(Shelf))).toBe(0);
    const locks = await execute(settings.url, `SELECT * FROM pg_locks WHERE locktype = 'advisory'`);
    expect(locks).toEqual([]);
    await Promise.all(nodes.map((node) => node.close()));
  });

  it('says so when the server is not there', async () => {
    const settings = { ...SMALL_POOL, sqlitePath: '', url: 'postgres://nobody@127.0.0.1:1/nothing' };

    await expect(openDatabase(settings, contractSchema)).rejects.toThrow(DatabaseUnavailableError);
  });

  it('migrates with a pool of one connection', async () => {
    const settings = { ...(await emptyDatabase()), poolSize: 1, maxOverflow: 0 };

    const database = await openDatabase(settings, contractSchema);

    expect(await database.read((manager) => manager.count(Shelf))).toBe(0);
    await database.close();
  });

  it('replaces connections that an administrator ended, without an error for anybody', async () => {
    const settings = await emptyDatabase();
    const database = await openDatabase(settings, contractSchema);
    await Promise.all([1, 2].map(() => database.read((manager) => manager.query('SELECT pg_sleep(0.1)'))));

    await execute(
      settings.url,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await database.write((manager) => manager.insert(Shelf, { id: 'a', label: 'a' }));

    expect(await database.read((manager) => manager.count(Shelf))).toBe(1);
    await database.close();
  });

  describeOwn('when the server crashes under four writers', () => {
    it('recovers within 5 s, loses nothing that was acknowledged, and the process lives', async () => {
      const own = server() as OwnServer;
      const database: Database = await openDatabase(await emptyDatabase(), contractSchema);
      const acknowledged: string[] = [];
      const refusals: unknown[] = [];
      let isOver = false;
      const writer = async (name: string) => {
        for (let number = 0; !isOver; number += 1) {
          const id = `${name}-${number}`;
          await database
            .write((manager) => manager.insert(Shelf, { id, label: id }))
            .then(
              () => acknowledged.push(id),
              (error: unknown) => refusals.push(error),
            );
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
      };
      const writers = ['a', 'b', 'c', 'd'].map(writer);
      await new Promise((resolve) => setTimeout(resolve, 500));

      await own.crash();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await own.startAgain();
      const upAt = performance.now();
      const before = acknowledged.length;
      while (acknowledged.length === before) await new Promise((resolve) => setTimeout(resolve, 5));
      const recoveredMs = performance.now() - upAt;
      await new Promise((resolve) => setTimeout(resolve, 300));
      isOver = true;
      await Promise.all(writers);

      process.stdout.write(
        `first write ${recoveredMs.toFixed(0)} ms after the server was up again, ${acknowledged.length} acknowledged, ${refusals.length} refused\n`,
      );
      expect(recoveredMs).toBeLessThan(5000);
      expect(refusals.length).toBeGreaterThan(0);
      expect(refusals.filter((error) => !(error instanceof DatabaseUnavailableError))).toEqual([]);
      const stored = await database.read((manager) => manager.find(Shelf));
      const ids = new Set(stored.map(({ id }) => id));
      expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
      await database.close();
    });
  });
});
