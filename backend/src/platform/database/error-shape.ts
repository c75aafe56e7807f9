/**
 * What an error of a driver says of itself. Read by shape, not by class: errors made by native code or by Node itself may
 * belong to another realm than ours, where `instanceof` is false.
 */
export interface ErrorShape {
  /** SQLSTATE, SQLite's result code or the system's error code; empty when there is none. */
  readonly code: string;
  readonly message: string;
}

export function shapeOf(error: unknown): ErrorShape {
  if (typeof error !== 'object' || error === null) return { code: '', message: String(error) };
  return {
    code: 'code' in error && typeof error.code === 'string' ? error.code : '',
    message: 'message' in error ? String(error.message) : '',
  };
}
