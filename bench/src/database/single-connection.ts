import { type Database, type Work } from '../../../backend/src/platform/database/database.js';

/** What the work of this bench uses of a database. */
export type TwoDoors = Pick<Database, 'read' | 'write'>;

/** The same database with one connection for all: readers and writers follow each other. */
export function singleConnection(database: Database): TwoDoors {
  const write = <T>(work: Work<T>): Promise<T> => database.write(work);
  return { read: write, write };
}
