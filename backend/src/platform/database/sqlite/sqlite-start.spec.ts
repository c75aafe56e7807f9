import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseSettings } from '../database-settings.js';
import { type Database } from '../database.js';
import { insertRows } from '../bulk-insert.js';
import { DatabaseUnavailableError } from '../database.errors.js';
import { openDatabase } from '../open-database.js';
import { DatabaseCorruptError, DatabaseInUseError, SchemaNewerError } from '../start.errors.js';
import { SMALL_POOL } from '../testing/contract-place.js';
import { contractSchema, Shelf, Shelves1764000000001 } from '../testing/contract-schema.js';

describe('the start on a SQLite file', () => {
  let folder: string;
  let settings: DatabaseSettings;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'database-'));
    settings = { ...SMALL_POOL, sqlitePath: join(folder, 'data', 'parallax.db') };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  function open(): Promise<Database> {
    return openDatabase(settings, contractSchema);
  }

  async function fileWithRows(count: number): Promise<void> {
    const database = await open();
    const rows = Array.from({ length: count }, (_, number) => [`s${number}`, `label ${number}`]);
    await database.write((manager) => insertRows(manager, 'shelves', ['id', 'label'], rows));
    await database.close();
  }

  /** Damages the file, and proves that a refused start changed nothing of it. */
  async function startOnDamaged(damage: (file: string) => Promise<void>): Promise<unknown> {
    await damage(settings.sqlitePath);
    const before = await readFile(settings.sqlitePath);
    const outcome = await open().then(
      () => 'started',
      (error: unknown) => error,
    );
    expect((await readFile(settings.sqlitePath)).equals(before)).toBe(true);
    return outcome;
  }

  it('makes the folder and the file', async () => {
    const database = await open();

    expect(await database.read((manager) => manager.count(Shelf))).toBe(0);
    await database.close();
  });

  it('writes through to the disk, keeps a write-ahead log, keeps foreign keys', async () => {
    const database = await open();
    const pragma = (name: string) => database.write((manager) => manager.query(`PRAGMA ${name}`));

    expect(await pragma('synchronous')).toEqual([{ synchronous: 2 }]);
    expect(await pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(await pragma('foreign_keys')).toEqual([{ foreign_keys: 1 }]);
    expect(await pragma('busy_timeout')).toEqual([{ timeout: 250 }]);
    expect(await database.read((manager) => manager.query('PRAGMA query_only'))).toEqual([{ query_only: 1 }]);
    await database.close();
  });

  it('refuses a second server within 2 s, says what to do, and starts when the first has ended', async () => {
    const first = await open();
    const askedAt = performance.now();

    const second = open();

    await expect(second).rejects.toThrow(DatabaseInUseError);
    await expect(second).rejects.toMatchObject({ code: 'database.in-use' });
    await expect(second).rejects.toThrow(/Another Parallax server uses .*parallax\.db\. Stop that server/);
    expect(performance.now() - askedAt).toBeLessThan(2000);
    expect(await first.read((manager) => manager.count(Shelf))).toBe(0);
    await first.close();
    await (await open()).close();
  });

  it('takes a file for the same one behind a symbolic link', async () => {
    const first = await open();
    await symlink(join(folder, 'data'), join(folder, 'link'));

    const second = openDatabase({ ...settings, sqlitePath: join(folder, 'link', 'parallax.db') }, contractSchema);

    await expect(second).rejects.toThrow(DatabaseInUseError);
    await first.close();
  });

  it.each(['', ':memory:', 'file::memory:?cache=shared'])('refuses the path "%s"', async (sqlitePath) => {
    await expect(openDatabase({ ...settings, sqlitePath }, contractSchema)).rejects.toThrow(
      /in memory is not supported/,
    );
  });

  it('refuses what is no database, and leaves it as it is', async () => {
    await mkdir(join(folder, 'data'));

    const outcome = await startOnDamaged((file) => writeFile(file, 'these are my holiday notes\n'.repeat(400)));

    expect(outcome).toBeInstanceOf(DatabaseCorruptError);
    expect(outcome).toMatchObject({
      code: 'database.corrupt',
      message: expect.stringMatching(/parallax\.db is damaged or not a SQLite database .*It was left as it is/),
    });
  });

  it('refuses a file that was cut, and leaves it as it is', async () => {
    await fileWithRows(3000);

    const outcome = await startOnDamaged((file) => truncate(file, 40_960));

    expect(outcome).toBeInstanceOf(DatabaseCorruptError);
  });

  it('refuses a file with a damaged page in the middle, and leaves it as it is', async () => {
    await fileWithRows(3000);

    const outcome = await startOnDamaged(async (file) => {
      const content = await readFile(file);
      content.fill(0xff, 10 * 4096, 12 * 4096);
      await writeFile(file, content);
    });

    expect(outcome).toBeInstanceOf(DatabaseCorruptError);
  });

  it('gives the lock back after a refused start', async () => {
    await fileWithRows(3000);
    const sound = await readFile(settings.sqlitePath);
    await startOnDamaged((file) => truncate(file, 40_960));
    await writeFile(settings.sqlitePath, sound);

    const database = await open();

    expect(await database.read((manager) => manager.count(Shelf))).toBe(3000);
    await database.close();
  });

  it('leaves a file of a newer version as it is, with the log that a crash left beside it', async () => {
    const newer = await open();
    await newer.write((manager) => manager.insert(Shelf, { id: 's', label: 'science' }));
    const copy = join(folder, 'parallax.db');
    await copyFile(settings.sqlitePath, copy);
    await copyFile(`${settings.sqlitePath}-wal`, `${copy}-wal`);
    await newer.close();
    const before = [await readFile(copy), await readFile(`${copy}-wal`)];
    expect(before[1]!.length).toBeGreaterThan(0);

    const opening = openDatabase(
      { ...settings, sqlitePath: copy },
      { entities: [Shelf], migrations: [Shelves1764000000001] },
    );

    await expect(opening).rejects.toThrow(SchemaNewerError);
    const after = [await readFile(copy), await readFile(`${copy}-wal`)];
    expect(after).toEqual(before);
    const again = await openDatabase({ ...settings, sqlitePath: copy }, contractSchema);
    expect(await again.read((manager) => manager.count(Shelf))).toBe(1);
    await again.close();
  });

  it('says so when the file cannot be opened', async () => {
    await mkdir(settings.sqlitePath, { recursive: true });

    await expect(open()).rejects.toThrow(DatabaseUnavailableError);
  });
});
