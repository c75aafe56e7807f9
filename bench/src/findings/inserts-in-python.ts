import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { type TableRows } from './prepared-inserts.js';

/** `executemany` steps one prepared statement in C, row after row: nothing but the database itself is measured. */
const PROGRAM = `
import json, sqlite3, sys, time

tables = json.load(open(sys.argv[2]))
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
    connection.execute("PRAGMA " + pragma)
prepared = []
for table in tables:
    columns = list(table["rows"][0])
    statement = "INSERT INTO %s (%s) VALUES (%s)" % (table["table"], ", ".join(columns), ", ".join("?" * len(columns)))
    prepared.append((statement, [tuple(row.values()) for row in table["rows"]]))
begin = time.perf_counter()
connection.execute("BEGIN")
for statement, rows in prepared:
    connection.executemany(statement, rows)
connection.execute("COMMIT")
print(time.perf_counter() - begin)
`;

/**
 * Inserts rows as `insertPrepared` does, from Python.
 * @param exchange a file through which the rows get there
 * @returns seconds from BEGIN to the end of COMMIT; undefined where there is no Python
 */
export async function insertInPython(
  file: string,
  exchange: string,
  tables: readonly TableRows[],
): Promise<number | undefined> {
  await writeFile(exchange, JSON.stringify(tables));
  const { stdout, status } = spawnSync('python3', ['-c', PROGRAM, file, exchange], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}
