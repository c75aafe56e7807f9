import { Injectable } from '@nestjs/common';
import { Cache } from '../cache/cache.js';
import { FINDINGS_TAG } from '../findings/finding-cache.js';
import { FindingGrouping, type Grouped } from '../findings/identity/finding-grouping.js';
import { type IdentityDecider, type IdentityDecision } from '../findings/identity/identity-decision.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { ScansRepository } from './scans.repository.js';

/** Joins and splits findings; the counts of the scans that saw them change in the same transaction. */
@Injectable()
export class FindingIdentities {
  constructor(
    private readonly database: Database,
    private readonly grouping: FindingGrouping,
    private readonly scans: ScansRepository,
    private readonly cache: Cache,
    private readonly clock: Clock,
  ) {}

  /** All or nothing. @throws FindingNotFoundError, IdentityDecisionInvalidError */
  async join(id: string, others: readonly string[], who: Omit<IdentityDecider, 'at'>): Promise<IdentityDecision[]> {
    const decider = { ...who, at: this.clock.now().toISOString() };
    return this.writing(async () => {
      const decisions: IdentityDecision[] = [];
      for (const other of new Set(others)) {
        decisions.push(await this.counted(await this.grouping.join(id, other, decider)));
      }
      return decisions;
    });
  }

  /** @throws FindingNotFoundError, IdentityDecisionInvalidError */
  async split(id: string, tool: string, who: Omit<IdentityDecider, 'at'>): Promise<IdentityDecision> {
    const decider = { ...who, at: this.clock.now().toISOString() };
    return this.writing(async () => this.counted(await this.grouping.split(id, tool, decider)));
  }

  /** @throws IdentityDecisionNotFoundError, IdentityUndoError */
  async undo(decisionId: string, by: string): Promise<IdentityDecision> {
    const at = this.clock.now().toISOString();
    return this.writing(async () => this.counted(await this.grouping.undo(decisionId, by, at)));
  }

  private async counted({ decision, counts }: Grouped): Promise<IdentityDecision> {
    for (const [scanId, change] of counts) {
      this.scans.forget(scanId);
      await this.scans.changeFindings(scanId, change);
    }
    return decision;
  }

  private writing<T>(work: () => Promise<T>): Promise<T> {
    return this.database.write(() => {
      this.database.afterCommit(() => void this.cache.invalidate([FINDINGS_TAG]));
      return work();
    });
  }
}
