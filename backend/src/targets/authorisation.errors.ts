import { DomainError, type FieldError } from '../platform/errors/domain-error.js';

/** Thrown when a statement of authorisation cannot be recorded as it is. */
export class AuthorisationInvalidError extends DomainError {
  readonly code = 'authorisation.invalid';
  readonly kind = 'invalid';
  override readonly fields: readonly FieldError[];

  /** `field` is a path inside the request, such as `authorisation.validTo` or `scope[2]`. */
  constructor(field: string, message: string) {
    super(message);
    this.fields = [{ field, message }];
  }
}

/** Thrown when no authorisation of the target covers what is to be scanned now. `gap` is the reason as a clause. */
export class AuthorisationMissingError extends DomainError {
  readonly code = 'target.not-authorised';
  readonly kind = 'forbidden';

  constructor(subject: string, gap: string) {
    super(`${subject} may not be scanned now: ${gap}.`);
  }
}
