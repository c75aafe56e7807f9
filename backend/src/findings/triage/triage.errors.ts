import { DomainError } from '../../platform/errors/domain-error.js';

/** Thrown for a decision that cannot be made like this; names what is missing. */
export class DecisionInvalidError extends DomainError {
  readonly code = 'triage.invalid';
  readonly kind = 'invalid';

  constructor(override readonly fields: readonly { readonly field: string; readonly message: string }[]) {
    super(`The decision cannot be made: ${fields.map(({ field, message }) => `${field}: ${message}`).join(' ')}`);
  }
}

/** Thrown when nobody ever made the decision. */
export class TriageNotFoundError extends DomainError {
  readonly code = 'triage.not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no decision ${id}.`);
  }
}

/** Thrown when a decision was taken back before. */
export class TriageUndoneError extends DomainError {
  readonly code = 'triage.undone';
  readonly kind = 'conflict';

  constructor(at: string, by: string) {
    super(`The decision was undone at ${at} by ${by}.`);
  }
}
