import { DomainError } from '../platform/errors/domain-error.js';

/** The practice target could not listen: another program has the port. */
export class PracticePortTakenError extends DomainError {
  readonly code = 'practice-target.port-taken';
  readonly kind = 'unavailable';

  constructor(port: number, options: ErrorOptions) {
    super(`The practice target could not listen on 127.0.0.1:${port}. Choose another port or free this one.`, options);
  }
}
