import { AuthorisationInvalidError } from './authorisation.errors.js';
import { describeScopeEntry, entryCovers, scopeEntryOf } from './authorisation-scope.js';
import { type Endpoint } from './endpoint.js';
import { TargetInvalidError } from './target.errors.js';

/** What a user states when recording that a scan is allowed. */
export interface NewAuthorisation {
  /** Who allows it: a person, a team, a contract. */
  readonly authorisedBy: string;
  /** Names, addresses, ranges or beginnings of URLs, besides the target itself, which is always covered. */
  readonly scope?: readonly string[];
  /** ISO 8601; absent means from now. */
  readonly validFrom?: string;
  /** ISO 8601; absent means without end. */
  readonly validTo?: string;
  /** The evidence: a ticket, the number of a contract, a mail. */
  readonly note?: string;
}

/** What is recorded of a statement, checked and canonical. Times are ISO 8601 in UTC. */
export interface AuthorisationTerms {
  readonly authorisedBy: string;
  /** The target itself first; see authorisation-scope for the forms. */
  readonly scope: readonly string[];
  readonly validFrom: string;
  /** The first moment at which it no longer holds. */
  readonly validTo?: string;
  /** Empty when no evidence was given. */
  readonly note: string;
}

/** An entry of the ledger: somebody allowed scanning this scope. It is never changed, only removed with its target. */
export interface Authorisation extends AuthorisationTerms {
  readonly id: string;
  readonly targetId: string;
  readonly createdAt: string;
}

/**
 * Checks a statement about the target with this canonical spelling.
 * @param path where the statement stands in the request, such as `authorisation.`; the fields of errors begin with it
 * @throws AuthorisationInvalidError
 */
export function drawUp(statement: NewAuthorisation, target: string, now: Date, path = ''): AuthorisationTerms {
  const validFrom =
    statement.validFrom === undefined ? now.toISOString() : instant(statement.validFrom, `${path}validFrom`);
  const validTo = statement.validTo === undefined ? undefined : instant(statement.validTo, `${path}validTo`);
  if (validTo !== undefined && validTo <= validFrom) {
    throw new AuthorisationInvalidError(
      `${path}validTo`,
      `The authorisation would end (${validTo}) before it begins (${validFrom}).`,
    );
  }
  return {
    authorisedBy: statement.authorisedBy,
    scope: [...new Set([target, ...scopeOf(statement.scope ?? [], path)])],
    validFrom,
    ...(validTo === undefined ? {} : { validTo }),
    note: statement.note ?? '',
  };
}

/** Whether an authorisation allows examining this endpoint at that time. */
export function covers(authorisation: AuthorisationTerms, endpoint: Endpoint, at: Date): boolean {
  return holdsAt(authorisation, at) && authorisation.scope.some((text) => entryCovers(scopeEntryOf(text), endpoint));
}

/** Whether an authorisation is in force at that time, whatever it covers. */
export function holdsAt({ validFrom, validTo }: AuthorisationTerms, at: Date): boolean {
  const now = at.toISOString();
  return validFrom <= now && (validTo === undefined || now < validTo);
}

function scopeOf(texts: readonly string[], path: string): readonly string[] {
  return texts.map((text, position) => {
    try {
      return describeScopeEntry(scopeEntryOf(text));
    } catch (error) {
      if (!(error instanceof TargetInvalidError)) throw error;
      throw new AuthorisationInvalidError(`${path}scope[${position}]`, error.message);
    }
  });
}

function instant(text: string, field: string): string {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime()) && /^\d{4}-/.test(time.toISOString())) return time.toISOString();
  throw new AuthorisationInvalidError(field, 'This is not a time. Write it as 2030-12-31T23:59:59Z.');
}
