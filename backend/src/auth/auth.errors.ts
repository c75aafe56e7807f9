import { DomainError } from '../platform/errors/domain-error.js';

/** Thrown for a route that names no permission: such a route is a mistake and stays shut. */
export class PermissionNotNamedError extends DomainError {
  readonly code = 'auth.permission-not-named';
  readonly kind = 'forbidden';

  constructor(route: string) {
    super(`The route ${route} names no permission, so nobody may call it.`);
  }
}
