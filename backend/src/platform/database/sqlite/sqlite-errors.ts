import {
  DatabaseBusyError,
  DatabaseUnavailableError,
  StorageFullError,
  UniqueViolationError,
} from '../database.errors.js';

/** Result codes of https://www.sqlite.org/rescode.html that have a meaning of their own for us. */
export function sqliteError(error: unknown): unknown {
  const message = messageOf(error);
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
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : undefined;
}

/** By shape, not by class: an error made by the native driver may belong to another realm than ours. */
function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
