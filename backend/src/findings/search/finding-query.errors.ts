import { DomainError } from '../../platform/errors/domain-error.js';

/** Thrown for a search that cannot be understood: names the part and what can be said instead. */
export class FindingQueryInvalidError extends DomainError {
  readonly code = 'finding-query.invalid';
  readonly kind = 'invalid';
  override readonly fields;

  constructor(part: string, remedy: string) {
    super(`The search cannot be understood at "${part}": ${remedy}`);
    this.fields = [{ field: 'q', message: `${part}: ${remedy}` }];
  }
}

/** Thrown when more findings fit a search than are decided about at once. */
export class TooManyFindingsError extends DomainError {
  readonly code = 'triage.too-many';
  readonly kind = 'too-large';

  constructor(most: number) {
    super(`More than ${most} findings fit the search. Narrow it, and decide about them in several steps.`);
  }
}

/** Thrown when nobody saved the view, or somebody deleted it. */
export class SavedViewNotFoundError extends DomainError {
  readonly code = 'saved-view.not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no saved view ${id}.`);
  }
}
