import { DomainError } from '../platform/errors/domain-error.js';

/** Thrown when nobody ever made the finding, or its scan was deleted. */
export class FindingNotFoundError extends DomainError {
  readonly code = 'finding.not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no finding ${id}.`);
  }
}
