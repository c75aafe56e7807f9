import { Injectable } from '@nestjs/common';
import { AuthorisationMissingError } from './authorisation.errors.js';
import { gapIn, reasonFor } from './authorisation-gap.js';
import { type Authorisation, type AuthorisationTerms, covers } from './authorisation.js';
import { AuthorisationsRepository } from './authorisations.repository.js';
import { describeEndpoint, type Endpoint } from './endpoint.js';

/** Who allowed scanning which target, and the question whether that covers what is about to be scanned. */
@Injectable()
export class AuthorisationLedger {
  constructor(private readonly authorisations: AuthorisationsRepository) {}

  record(targetId: string, terms: AuthorisationTerms): Promise<Authorisation> {
    return this.authorisations.add(targetId, terms);
  }

  /** Newest first. */
  ofTarget(targetId: string): Promise<readonly Authorisation[]> {
    return this.authorisations.ofTarget(targetId);
  }

  /** Why the endpoint may not be examined now, as a clause for the user; undefined when an authorisation covers it. */
  async gapOf(targetId: string, endpoint: Endpoint, at: Date): Promise<string | undefined> {
    return gapIn(await this.authorisations.ofTarget(targetId), endpoint, at);
  }

  /** The newest authorisation that covers the endpoint. @throws AuthorisationMissingError */
  async require(targetId: string, endpoint: Endpoint, at: Date): Promise<Authorisation> {
    const authorisations = await this.authorisations.ofTarget(targetId);
    const valid = authorisations.find((authorisation) => covers(authorisation, endpoint, at));
    if (valid !== undefined) return valid;
    throw new AuthorisationMissingError(describeEndpoint(endpoint), reasonFor(authorisations, endpoint, at));
  }
}
