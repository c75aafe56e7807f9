import { type DatabaseSettings } from '../database-settings.js';
import { openDatabase } from '../open-database.js';
import { schemaDrift } from '../schema-drift.js';
import { MigrationFailedError, SchemaNewerError } from '../start.errors.js';
import { type ContractPlace, SMALL_POOL } from './contract-place.js';
import {
  Book,
  Books1764000000002,
  Broken1764000000003,
  contractSchema,
  Loan,
  Rooms1764000000004,
  Shelf,
  Shelves1764000000001,
  ShelfWithRoom,
} from './contract-schema.js';

/** What migrations and the drift check promise, for every database. */
export function describeSchema(place: ContractPlace): void {
  let settings: DatabaseSettings;

  beforeEach(async () => {
    settings = { ...(await place.emptyDatabase()), ...SMALL_POOL };
  });

  async function migrationNames(): Promise<string[]> {
    const database = await openDatabase(settings, contractSchema);
    const rows: { name: string }[] = await database.read((manager) =>
      manager.query('SELECT name FROM migrations ORDER BY id'),
    );
    await database.close();
    return rows.map(({ name }) => name);
  }

  async function addShelfWithBook(): Promise<void> {
    const database = await openDatabase(settings, contractSchema);
    await database.write(async (manager) => {
      await manager.insert(Shelf, { id: 's', label: 'science' });
      await manager.insert(Book, { id: 'b', shelfId: 's', pages: 1, lent: false });
    });
    await database.close();
  }

  it('runs each migration once', async () => {
    await addShelfWithBook();

    expect(await migrationNames()).toEqual(['Shelves1764000000001', 'Books1764000000002']);
    expect(await migrationNames()).toEqual(['Shelves1764000000001', 'Books1764000000002']);
  });

  it('finds no drift when the migrations say what the entities say', async () => {
    expect(await schemaDrift(settings, contractSchema)).toEqual([]);
    expect(await schemaDrift(settings, contractSchema)).toEqual([]);
  });

  it('finds a column, an index and a table that the migrations forgot', async () => {
    const entities = [ShelfWithRoom, Book, Loan];
    const column = await schemaDrift(settings, { ...contractSchema, entities });
    const table = await schemaDrift(
      { ...(await place.emptyDatabase()), ...SMALL_POOL },
      { entities: [Shelf, Book], migrations: [Shelves1764000000001] },
    );

    expect(column.join('\n')).toMatch(/"room"/);
    expect(table.join('\n')).toMatch(/CREATE TABLE "books"/);
    expect(table.join('\n')).toMatch(/books_by_shelf/);
  });

  it('takes a failed migration back and names it; those before it stay', async () => {
    const broken = { ...contractSchema, migrations: [...contractSchema.migrations, Broken1764000000003] };

    const opening = openDatabase(settings, broken);

    await expect(opening).rejects.toThrow(MigrationFailedError);
    await expect(opening).rejects.toThrow(/Broken1764000000003 .*the third migration is broken/);
    const database = await openDatabase(settings, contractSchema);
    await expect(database.read((manager) => manager.query('SELECT * FROM leftover'))).rejects.toThrow(/leftover/);
    await database.close();
  });

  it('refuses a database that a newer version has written', async () => {
    await addShelfWithBook();
    const older = { entities: [Shelf], migrations: [Shelves1764000000001] };

    const opening = openDatabase(settings, older);

    await expect(opening).rejects.toThrow(SchemaNewerError);
    await expect(opening).rejects.toThrow(/does not know Books1764000000002/);
    expect(await migrationNames()).toHaveLength(2);
  });

  it('keeps the rows that point at a table which a migration changes', async () => {
    await addShelfWithBook();
    const newer = {
      entities: [ShelfWithRoom, Book, Loan],
      migrations: [Shelves1764000000001, Books1764000000002, Rooms1764000000004],
    };

    expect(await schemaDrift(settings, newer)).toEqual([]);

    const database = await openDatabase(settings, newer);
    expect(await database.read((manager) => manager.count(Book))).toBe(1);
    expect(await database.read((manager) => manager.find(ShelfWithRoom))).toEqual([
      { id: 's', label: 'science', room: null },
    ]);
    await database.close();
  });

  it('keeps the foreign keys: no row without its owner, and it goes with it', async () => {
    await addShelfWithBook();
    const database = await openDatabase(settings, contractSchema);
    const orphan = database.write((manager) =>
      manager.insert(Book, { id: 'c', shelfId: 'nowhere', pages: 1, lent: false }),
    );
    await expect(orphan).rejects.toThrow(/foreign key/i);

    await database.write((manager) => manager.delete(Shelf, { id: 's' }));

    expect(await database.read((manager) => manager.count(Book))).toBe(0);
    await database.close();
  });

  it('gives every kind of column back as it was', async () => {
    const book = {
      id: 'b',
      shelfId: 's',
      pages: 2_147_483_647,
      bytes: 2 ** 53 - 1,
      lent: true,
      tags: ['a', 'ü'],
      addedAt: '2026-01-02T03:04:05.678Z',
    };
    const bare = { ...book, id: 'c', bytes: null, lent: false, tags: null, addedAt: null };
    const database = await openDatabase(settings, contractSchema);
    await database.write(async (manager) => {
      await manager.insert(Shelf, { id: 's', label: 'science' });
      await manager.insert(Book, [book, bare]);
    });

    expect(await database.read((manager) => manager.find(Book, { order: { id: 'ASC' } }))).toEqual([book, bare]);
    await database.close();
  });
}
