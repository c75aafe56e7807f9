/** What went wrong, in words that do not know HTTP; one filter gives each kind its status. */
export type ErrorKind =
  | 'invalid'
  | 'not-found'
  | 'conflict'
  | 'forbidden'
  | 'too-large'
  | 'unsupported'
  | 'unreadable'
  | 'unavailable'
  | 'insufficient-storage';

/** One field of a request that is wrong: where it is, and what to do about it. */
export interface FieldError {
  /** Path inside the request, e.g. `target` or `authorisation.validTo`. */
  readonly field: string;
  readonly message: string;
}

/** Base of all errors that a user can cause or act upon. Each subclass fixes a stable code such as `scan.not-found`. */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  readonly fields: readonly FieldError[] = [];
  /** Seconds after which a retry makes sense; set by errors of kind `unavailable`. */
  readonly retryAfterSeconds?: number;

  override get name(): string {
    return this.constructor.name;
  }
}
