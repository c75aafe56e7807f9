import {
  DatabaseBusyError,
  DatabaseUnavailableError,
  StorageFullError,
  UniqueViolationError,
} from '../database.errors.js';
import { shapeOf } from '../error-shape.js';

/** SQLSTATEs of https://www.postgresql.org/docs/current/errcodes-appendix.html that have a meaning of their own for us. */
const DISK_FULL = '53100';
const UNIQUE_VIOLATION = '23505';
/** serialization_failure, deadlock_detected, lock_not_available */
const LOCKED = new Set(['40001', '40P01', '55P03']);
/** too_many_connections, admin_shutdown, crash_shutdown, cannot_connect_now */
const NOT_SERVING = new Set(['53300', '57P01', '57P02', '57P03']);
const CONNECTION_EXCEPTION_CLASS = '08';
const SOCKET_ERRORS = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'ETIMEDOUT']);
/** What the driver says, without a code, when the connection breaks under a statement. */
const BROKEN = /^(Connection terminated|Client has encountered a connection error|Client was closed)/;

export function postgresError(error: unknown): unknown {
  const { code, message } = shapeOf(error);
  if (code === DISK_FULL) return new StorageFullError({ cause: error });
  if (code === UNIQUE_VIOLATION) return new UniqueViolationError({ cause: error });
  if (LOCKED.has(code)) return new DatabaseBusyError({ cause: error });
  if (isUnreachable(code, message)) return new DatabaseUnavailableError(message, { cause: error });
  return error;
}

function isUnreachable(code: string, message: string): boolean {
  return (
    NOT_SERVING.has(code) ||
    code.startsWith(CONNECTION_EXCEPTION_CLASS) ||
    SOCKET_ERRORS.has(code) ||
    BROKEN.test(message)
  );
}
