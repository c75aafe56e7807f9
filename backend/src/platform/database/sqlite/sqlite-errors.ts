import {
  DatabaseBusyError,
  DatabaseUnavailableError,
  StorageFullError,
  UniqueViolationError,
} from '../database.errors.js';
import { shapeOf } from '../error-shape.js';

/** Result codes of https://www.sqlite.org/rescode.html that have a meaning of their own for us. */
export function sqliteError(error: unknown): unknown {
  const { message } = shapeOf(error);
  switch (sqliteCode(error)) {
    case 'SQLITE_FULL':
      return new StorageFullError({ cause: error });
    case 'SQLITE_BUSY':
      return new DatabaseBusyError({ cause: error });
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_IOERR':
      return new DatabaseUnavailableError(message, { cause: error });
    case 'SQLITE_CONSTRAINT':
      return message.includes('UNIQUE constraint') ? new UniqueViolationError({ cause: error }) : error;
    case undefined:
    default:
      return error;
  }
}

/** The symbolic result code, such as SQLITE_BUSY; undefined when the error is not from SQLite. */
export function sqliteCode(error: unknown): string | undefined {
  const { code } = shapeOf(error);
  return code.startsWith('SQLITE_') ? code : undefined;
}
