import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type DataSource } from 'typeorm';
import { insertRows } from '../bulk-insert.js';
import { type Database } from '../database.js';
import { DatabaseBusyError, StorageFullError } from '../database.errors.js';
import { openDatabase } from '../open-database.js';
import { SMALL_POOL } from '../testing/contract-place.js';
import { contractSchema, Shelf } from '../testing/contract-schema.js';
import { openWriter } from './sqlite-data-source.js';

describe('a SQLite database in trouble', () => {
  let folder: string;
  let file: string;
  let sut: Database;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'database-'));
    file = join(folder, 'parallax.db');
    sut = await openDatabase({ ...SMALL_POOL, sqlitePath: file }, contractSchema);
    await put('before');
  });
  afterEach(async () => {
    const soundness: unknown = await sut.read((manager) => manager.query('PRAGMA integrity_check'));
    expect(soundness).toEqual([{ integrity_check: 'ok' }]);
    await sut.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function put(id: string): Promise<void> {
    await sut.write((manager) => manager.insert(Shelf, { id, label: id }));
  }

  async function stored(): Promise<string[]> {
    return sut.read(async (manager) => (await manager.find(Shelf)).map(({ id }) => id).sort());
  }

  describe('locked by another program', () => {
    let other: DataSource;

    beforeEach(async () => {
      other = await openWriter(file, contractSchema);
      await other.query('BEGIN IMMEDIATE');
    });
    afterEach(() => other.destroy());

    it('waits without holding up the process, and writes when the lock is gone', async () => {
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      const writing = put('a');
      await new Promise((resolve) => setTimeout(resolve, 900));
      expect(await stored()).toEqual(['before']);

      await other.query('COMMIT');
      await writing;

      delay.disable();
      expect(delay.max / 1e6).toBeLessThan(200);
      expect(await stored()).toEqual(['a', 'before']);
    });

    it('refuses all writers that waited, together, within 3 s; reads go on', async () => {
      const askedAt = performance.now();
      const writers = Array.from({ length: 20 }, (_, number) => put(`w${number}`));
      const outcomes = Promise.allSettled(writers);
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(await stored()).toEqual(['before']);

      const settled = await outcomes;

      expect(performance.now() - askedAt).toBeLessThan(3000);
      for (const outcome of settled) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'database.busy', kind: 'unavailable' } });
      }
      await expect(writers[0]).rejects.toThrow(DatabaseBusyError);
      await other.query('ROLLBACK');
      await put('after');
      expect(await stored()).toEqual(['after', 'before']);
      expect(sut.statistics().writes).toMatchObject({ waiting: 0, running: 0 });
    });
  });

  it('refuses writes when the disk is full, keeps reading, and recovers without a restart', async () => {
    const pages: [{ page_count: number }] = await sut.read((manager) => manager.query('PRAGMA page_count'));
    await sut.write((manager) => manager.query(`PRAGMA max_page_count = ${pages[0].page_count + 2}`));
    const big = Array.from({ length: 2000 }, (_, number) => [`big${number}`, 'x'.repeat(100) + String(number)]);
    const writeBig = () => sut.write((manager) => insertRows(manager, 'shelves', ['id', 'label'], big));

    await expect(writeBig()).rejects.toMatchObject({ code: 'storage.full', kind: 'insufficient-storage' });
    expect(await stored()).toEqual(['before']);
    await sut.write((manager) => manager.query('PRAGMA max_page_count = 1000000'));

    expect(await writeBig()).toBe(2000);
    await put('after');
    expect(await stored()).toHaveLength(2002);
  });

  it('stores nothing of a transaction that caught the full disk and went on', async () => {
    const pages: [{ page_count: number }] = await sut.read((manager) => manager.query('PRAGMA page_count'));

    const failing = sut.write(async (manager) => {
      await manager.query(`PRAGMA max_page_count = ${pages[0].page_count}`);
      const long = Array.from({ length: 500 }, (_, number) => [`big${number}`, 'x'.repeat(500) + String(number)]);
      await insertRows(manager, 'shelves', ['id', 'label'], long).catch(() => undefined);
      await manager.insert(Shelf, { id: 'a', label: 'a' }).catch(() => undefined);
    });

    await expect(failing).rejects.toThrow(StorageFullError);
    await sut.write((manager) => manager.query('PRAGMA max_page_count = 1000000'));
    await put('after');
    expect(await stored()).toEqual(['after', 'before']);
  });
});
