import { Injectable } from '@nestjs/common';
import { type Page } from '../platform/http/page.js';
import { FindingListView, type FindingFilter } from './finding-list.view.js';
import { FindingNotFoundError } from './finding.errors.js';
import { type Finding, type StoredCoverage, type StoredObservation } from './finding.js';

export interface FindingDetail extends Finding {
  readonly observations: readonly StoredObservation[];
}

/** What users ask about findings. */
@Injectable()
export class FindingsService {
  constructor(private readonly view: FindingListView) {}

  listOfScan(scanId: string, filter: FindingFilter): Promise<Page<Finding>> {
    return this.view.ofScan(scanId, filter);
  }

  coverageOfScan(scanId: string): Promise<readonly StoredCoverage[]> {
    return this.view.coverageOf(scanId);
  }

  /** @throws FindingNotFoundError */
  async detail(id: string): Promise<FindingDetail> {
    const finding = await this.view.find(id);
    if (finding === undefined) throw new FindingNotFoundError(id);
    return { ...finding, observations: await this.view.observationsOf(id) };
  }
}
