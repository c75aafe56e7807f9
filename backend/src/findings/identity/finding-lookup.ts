import { Injectable } from '@nestjs/common';
import { FindingListView } from '../finding-list.view.js';
import { FindingNotFoundError } from '../finding.errors.js';
import { type Finding } from '../finding.js';
import { IdentityDecisionsRepository } from './identity-decisions.repository.js';

/** Finds findings by id: the id of one that was joined with another leads to that one. */
@Injectable()
export class FindingLookup {
  constructor(
    private readonly findings: FindingListView,
    private readonly decisions: IdentityDecisionsRepository,
  ) {}

  /** @throws FindingNotFoundError */
  async find(id: string): Promise<Finding> {
    for (let current: string | undefined = id; current !== undefined; current = await this.decisions.keptFor(current)) {
      const finding = await this.findings.find(current);
      if (finding !== undefined) return finding;
    }
    throw new FindingNotFoundError(id);
  }
}
