import { type DataSource, type EntityManager } from 'typeorm';
import { type Work } from '../../../backend/src/platform/database/database.js';
import { openWriter } from '../../../backend/src/platform/database/sqlite/sqlite-data-source.js';

/** What the work of this bench uses of a database. */
export interface TwoDoors {
  read<T>(work: Work<T>): Promise<T>;
  write<T>(work: Work<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * One TypeORM data source for everybody, as most servers have it: statements of all requests follow each other on its one
 * connection, also between BEGIN and COMMIT of somebody else. The driver and its settings are those of the server's writer.
 */
export class SingleConnection implements TwoDoors {
  private constructor(private readonly source: DataSource) {}

  static async open(sqlitePath: string): Promise<SingleConnection> {
    return new SingleConnection(await openWriter(sqlitePath, { entities: [], migrations: [] }));
  }

  read<T>(work: Work<T>): Promise<T> {
    return work(this.source.manager);
  }

  write<T>(work: Work<T>): Promise<T> {
    return this.source.transaction((manager: EntityManager) => work(manager));
  }

  close(): Promise<void> {
    return this.source.destroy();
  }
}
