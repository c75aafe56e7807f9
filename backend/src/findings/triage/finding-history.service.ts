import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { type Page } from '../../platform/http/page.js';
import { FindingNotFoundError } from '../finding.errors.js';
import { FindingListView } from '../finding-list.view.js';
import { FindingHistoryRepository, type StoredChange } from './finding-history.repository.js';

/** The history of a finding, and the comments in it. */
@Injectable()
export class FindingHistoryService {
  constructor(
    private readonly findings: FindingListView,
    private readonly history: FindingHistoryRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws FindingNotFoundError */
  async page(findingId: string, limit: number, pageToken?: string): Promise<Page<StoredChange>> {
    await this.refuseUnknown(findingId);
    return this.history.page(findingId, limit, pageToken);
  }

  /** @throws FindingNotFoundError */
  async comment(findingId: string, by: string, text: string): Promise<StoredChange> {
    await this.refuseUnknown(findingId);
    return this.history.add({
      findingId,
      at: this.clock.now().toISOString(),
      actor: by,
      field: 'comment',
      after: text,
    });
  }

  private async refuseUnknown(findingId: string): Promise<void> {
    if ((await this.findings.find(findingId)) === undefined) throw new FindingNotFoundError(findingId);
  }
}
