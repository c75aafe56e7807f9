import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { type Page } from '../../platform/http/page.js';
import { FindingLookup } from '../identity/finding-lookup.js';
import { FindingHistoryRepository, type StoredChange } from './finding-history.repository.js';

/** The history of a finding, and the comments in it. */
@Injectable()
export class FindingHistoryService {
  constructor(
    private readonly lookup: FindingLookup,
    private readonly history: FindingHistoryRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws FindingNotFoundError */
  async page(findingId: string, limit: number, pageToken?: string): Promise<Page<StoredChange>> {
    const { id } = await this.lookup.find(findingId);
    return this.history.page(id, limit, pageToken);
  }

  /** @throws FindingNotFoundError */
  async comment(findingId: string, by: string, text: string): Promise<StoredChange> {
    const { id } = await this.lookup.find(findingId);
    return this.history.add({
      findingId: id,
      at: this.clock.now().toISOString(),
      actor: by,
      field: 'comment',
      after: text,
    });
  }
}
