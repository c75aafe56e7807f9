import { type AuthorisationTerms, covers, holdsAt } from './authorisation.js';
import { describeEndpoint, type Endpoint } from './endpoint.js';

/** Why an endpoint may not be examined, as a clause for the user that says what to do; undefined when it may. */
export function gapIn(authorisations: readonly AuthorisationTerms[], endpoint: Endpoint, at: Date): string | undefined {
  if (authorisations.some((authorisation) => covers(authorisation, endpoint, at))) return undefined;
  return reasonFor(authorisations, endpoint, at);
}

/** The same for authorisations of which none covers the endpoint at that time. */
export function reasonFor(authorisations: readonly AuthorisationTerms[], endpoint: Endpoint, at: Date): string {
  const holding = authorisations.find((authorisation) => holdsAt(authorisation, at));
  if (holding !== undefined) {
    const where = describeEndpoint(endpoint);
    return `the authorisation by ${holding.authorisedBy} covers ${holding.scope.join(', ')}, but not ${where}; record one that does`;
  }
  const next = earliest(authorisations.filter(({ validFrom }) => validFrom > at.toISOString()));
  if (next !== undefined) return `the authorisation by ${next.authorisedBy} begins only at ${next.validFrom}`;
  const last = latestEnded(authorisations);
  if (last?.validTo !== undefined) {
    return `the authorisation by ${last.authorisedBy} ended at ${last.validTo}; record a new one`;
  }
  return 'nobody has authorised it; record who allows scanning it, with "authorisation" in the request or in the console';
}

function earliest(authorisations: readonly AuthorisationTerms[]): AuthorisationTerms | undefined {
  return [...authorisations].sort((a, b) => compare(a.validFrom, b.validFrom))[0];
}

function latestEnded(authorisations: readonly AuthorisationTerms[]): AuthorisationTerms | undefined {
  return [...authorisations].sort((a, b) => compare(b.validTo ?? '', a.validTo ?? ''))[0];
}

/** ISO 8601 in UTC sorts as text. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
