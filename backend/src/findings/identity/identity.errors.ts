import { DomainError } from '../../platform/errors/domain-error.js';

/** Thrown when findings cannot be joined or split like this; says why. */
export class IdentityDecisionInvalidError extends DomainError {
  readonly code = 'identity.invalid';
  readonly kind = 'conflict';
}

/** Thrown when nobody ever made the decision. */
export class IdentityDecisionNotFoundError extends DomainError {
  readonly code = 'identity.not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no decision ${id} about the identity of findings.`);
  }
}

/** Thrown when a decision cannot be taken back; says why. */
export class IdentityUndoError extends DomainError {
  readonly code = 'identity.undo-refused';
  readonly kind = 'conflict';
}
