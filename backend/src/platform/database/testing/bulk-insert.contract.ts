import fc from 'fast-check';
import { type EntityManager } from 'typeorm';
import { insertRows, type Cell } from '../bulk-insert.js';
import { type Database } from '../database.js';
import { UniqueViolationError } from '../database.errors.js';
import { openDatabase } from '../open-database.js';
import { type ContractPlace, SMALL_POOL } from './contract-place.js';
import { Book, contractSchema, Loan, Shelf } from './contract-schema.js';

/** What `insertRows` promises, for every database. */
export function describeBulkInsert(place: ContractPlace): void {
  let database: Database;

  beforeAll(async () => {
    database = await openDatabase({ ...(await place.emptyDatabase()), ...SMALL_POOL }, contractSchema);
  });
  afterEach(() =>
    database.write(async (manager) => {
      await manager.createQueryBuilder().delete().from(Shelf).execute();
      await manager.createQueryBuilder().delete().from(Loan).execute();
    }),
  );
  afterAll(() => database.close());

  function shelves(count: number): Cell[][] {
    return Array.from({ length: count }, (_, number) => [`s${String(number).padStart(5, '0')}`, `label ${number}`]);
  }

  function insert(rows: readonly (readonly Cell[])[], manager: EntityManager): Promise<number> {
    return insertRows(manager, 'shelves', ['id', 'label'], rows);
  }

  it.each([0, 1, 499, 500, 501, 1703])('inserts %d rows', async (count) => {
    const inserted = await database.write((manager) => insert(shelves(count), manager));

    expect(inserted).toBe(count);
    const stored = await database.read((manager) => manager.find(Shelf, { order: { id: 'ASC' } }));
    expect(stored.map(({ id, label }) => [id, label])).toEqual(shelves(count));
  });

  it('fails whole on a conflict', async () => {
    const rows = [...shelves(900), ['another', 'label 3']];

    await expect(database.write((manager) => insert(rows, manager))).rejects.toThrow(UniqueViolationError);

    expect(await database.read((manager) => manager.count(Shelf))).toBe(0);
  });

  it('leaves conflicting rows out when told to, and counts the others', async () => {
    await database.write((manager) => insert(shelves(3), manager));
    const rows = [...shelves(1000), ['another', 'label 3'], ['s00001', 'other']];

    const inserted = await database.write((manager) =>
      insertRows(manager, 'shelves', ['id', 'label'], rows, { onConflict: 'ignore' }),
    );

    expect(inserted).toBe(997);
    expect(await database.read((manager) => manager.count(Shelf))).toBe(1000);
  });

  it('stays below the number of parameters that a statement may have', async () => {
    const columns = Array.from({ length: 70 }, (_, number) => `c${number}`);
    const rows = Array.from({ length: 1000 }, (_, row) => columns.map((_column, cell) => row * 70 + cell));
    const inserted = await database.write(async (manager) => {
      await manager.query(`CREATE TABLE wide (${columns.map((column) => `${column} integer`).join(', ')})`);
      return insertRows(manager, 'wide', columns, rows);
    });

    const total: [{ c69: number }] = await database.read((manager) =>
      manager.query('SELECT c69 FROM wide ORDER BY c69 DESC LIMIT 1'),
    );
    await database.write((manager) => manager.query('DROP TABLE wide'));

    expect(inserted).toBe(1000);
    expect(total[0].c69).toBe(69_999);
  });

  it('keeps every kind of cell', async () => {
    await database.write(async (manager) => {
      await insert([['s', 'science']], manager);
      await insertRows(
        manager,
        'books',
        ['id', 'shelf_id', 'pages', 'bytes', 'lent', 'tags', 'added_at'],
        [
          ['a', 's', 7, 2 ** 40 + 0.5, true, JSON.stringify(['x']), '2026-01-02T03:04:05.678Z'],
          ['b', 's', 0, null, false, null, null],
        ],
      );
    });

    expect(await database.read((manager) => manager.find(Book, { order: { id: 'ASC' } }))).toEqual([
      {
        id: 'a',
        shelfId: 's',
        pages: 7,
        bytes: 2 ** 40 + 0.5,
        lent: true,
        tags: ['x'],
        addedAt: '2026-01-02T03:04:05.678Z',
      },
      { id: 'b', shelfId: 's', pages: 0, bytes: null, lent: false, tags: null, addedAt: null },
    ]);
  });

  it('keeps hostile text as it is', async () => {
    const wellFormed = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replaceAll('\u0000', ''));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(wellFormed, { minLength: 1, maxLength: 20 }), async (texts) => {
        const samples = [...texts, `'); DROP TABLE loans; --`, '$1 ? ?1 :a @b'];
        const rows = samples.map((reader, number) => [`b${number}`, reader, number]);

        const loans = await database.write(async (manager) => {
          await manager.createQueryBuilder().delete().from(Loan).execute();
          await insertRows(manager, 'loans', ['book_id', 'reader', 'renewals'], rows);
          return manager.find(Loan, { order: { renewals: 'ASC' } });
        });

        expect(loans.map(({ reader }) => reader)).toEqual(samples);
      }),
      { numRuns: 40 },
    );
  });

  it('refuses a row with a cell too few before it writes anything', async () => {
    const rows = [...shelves(600), ['only an id']];

    const failing = database.write((manager) => insert(rows, manager));

    await expect(failing).rejects.toThrow('Row 600 does not have one cell for each of id, label.');
  });

  it('cannot write through a read', async () => {
    await expect(database.read((manager) => insert(shelves(1), manager))).rejects.toThrow(/read-?only/);
  });
}
