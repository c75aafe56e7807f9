import { DomainError, type FieldError } from '../platform/errors/domain-error.js';

/** Thrown when a text is not a host, an address, a CIDR range or a URL that Parallax accepts. */
export class TargetInvalidError extends DomainError {
  readonly code = 'target.invalid';
  readonly kind = 'invalid';
  override readonly fields: readonly FieldError[];

  /** `message` names what is wrong and what to do about it. */
  constructor(message: string) {
    super(message);
    this.fields = [{ field: 'target', message }];
  }
}

/** Thrown when a name has no address, or the look-up failed or took too long. */
export class TargetNotResolvedError extends DomainError {
  readonly code = 'target.unresolvable';
  readonly kind = 'invalid';
  override readonly fields: readonly FieldError[];

  constructor(name: string, reason: string) {
    super(`${name} could not be resolved: ${reason}. Check the spelling, or the resolver of this machine.`);
    this.fields = [{ field: 'target', message: this.message }];
  }
}

/** Thrown when the scope policy refuses a target or one of the addresses behind it. `reason` is that of the verdict. */
export class TargetOutOfScopeError extends DomainError {
  readonly code = 'target.out-of-scope';
  readonly kind = 'forbidden';

  constructor(
    target: string,
    readonly reason: string,
  ) {
    super(`${target} is outside of what this server may scan: ${reason}`);
  }
}

export class TargetNotFoundError extends DomainError {
  readonly code = 'target.not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no target with the id ${id}.`);
  }
}

/** Thrown when a target cannot be removed because scans refer to it: their results would lose what they are about. */
export class TargetInUseError extends DomainError {
  readonly code = 'target.in-use';
  readonly kind = 'conflict';

  constructor(id: string, options?: ErrorOptions) {
    super(`The target ${id} has scans. Delete its scans first.`, options);
  }
}
