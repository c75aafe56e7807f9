import { type EntityManager } from 'typeorm';

/** What a cell may hold on both databases. Dates are ISO texts, JSON is `JSON.stringify`d; text must not hold U+0000. */
export type Cell = string | number | boolean | null;

export interface InsertOptions {
  /**
   * What becomes of rows that break a unique index or primary key, instead of failing: they are left out, or the row that is
   * there takes over these columns of theirs. No two of the given rows may be in each other's way then.
   */
  readonly onConflict?: 'ignore' | { readonly key: readonly string[]; readonly update: readonly string[] };
}

/** More rows than this in one statement gain nothing. */
const ROWS_PER_STATEMENT = 500;
/** SQLite's SQLITE_MAX_VARIABLE_NUMBER; PostgreSQL counts parameters in 16 bits. */
const MAX_PARAMETERS = { sqlite: 32_766, postgres: 65_535 };

/**
 * Inserts many rows with few statements: about four times as fast as `manager.insert`. Must run inside `write`.
 * @param columns names as the database knows them, e.g. `scan_id`
 * @param rows one cell per column, in their order
 * @returns how many rows were inserted or updated: fewer than given only with `onConflict: 'ignore'`
 */
export async function insertRows(
  manager: EntityManager,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  options: InsertOptions = {},
): Promise<number> {
  const runner = manager.queryRunner;
  if (runner === undefined) throw new TypeError('insertRows needs the manager of a transaction.');
  refuseUnevenRows(columns, rows);
  const isPostgres = manager.connection.options.type === 'postgres';
  const limit = isPostgres ? MAX_PARAMETERS.postgres : MAX_PARAMETERS.sqlite;
  const chunkSize = Math.min(ROWS_PER_STATEMENT, Math.floor(limit / columns.length));
  let inserted = 0;
  for (let start = 0; start < rows.length; start += chunkSize) {
    const chunk = rows.slice(start, start + chunkSize);
    const statement = insertStatement(manager, table, columns, chunk.length, options);
    const { affected } = await runner.query(statement, chunk.flat(), true);
    inserted += affected ?? 0;
  }
  return inserted;
}

function insertStatement(
  { connection: { driver } }: EntityManager,
  table: string,
  columns: readonly string[],
  rowCount: number,
  { onConflict }: InsertOptions,
): string {
  const names = columns.map((column) => driver.escape(column)).join(', ');
  const tuples = Array.from({ length: rowCount }, (_, row) => {
    const cells = columns.map((column, position) => driver.createParameter(column, row * columns.length + position));
    return `(${cells.join(', ')})`;
  });
  const escaped = (column: string): string => driver.escape(column);
  return `INSERT INTO ${driver.escape(table)} (${names}) VALUES ${tuples.join(', ')}${conflictClause(onConflict, escaped)}`;
}

function conflictClause(onConflict: InsertOptions['onConflict'], escaped: (column: string) => string): string {
  if (onConflict === undefined) return '';
  if (onConflict === 'ignore') return ' ON CONFLICT DO NOTHING';
  const changes = onConflict.update.map((column) => `${escaped(column)} = excluded.${escaped(column)}`);
  return ` ON CONFLICT (${onConflict.key.map(escaped).join(', ')}) DO UPDATE SET ${changes.join(', ')}`;
}

function refuseUnevenRows(columns: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const uneven = rows.findIndex((row) => row.length !== columns.length);
  if (uneven >= 0) throw new TypeError(`Row ${uneven} does not have one cell for each of ${columns.join(', ')}.`);
}
