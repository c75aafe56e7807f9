import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { AuthorisationEntity, authorisationFromRow } from './authorisation.entity.js';
import { type Authorisation, type AuthorisationTerms } from './authorisation.js';

@Injectable()
export class AuthorisationsRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async add(targetId: string, terms: AuthorisationTerms): Promise<Authorisation> {
    const authorisation = { ...terms, id: uuid(), targetId, createdAt: this.clock.now().toISOString() };
    await this.database.write((manager) =>
      manager.insert(AuthorisationEntity, {
        ...authorisation,
        scope: [...terms.scope],
        validTo: terms.validTo ?? null,
      }),
    );
    return authorisation;
  }

  /** All authorisations of a target, newest first. */
  async ofTarget(targetId: string): Promise<readonly Authorisation[]> {
    const rows = await this.database.read((manager) =>
      manager.find(AuthorisationEntity, { where: { targetId }, order: { id: 'DESC' } }),
    );
    return rows.map(authorisationFromRow);
  }
}
