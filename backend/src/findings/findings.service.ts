import { Injectable } from '@nestjs/common';
import { type Page } from '../platform/http/page.js';
import { accountOf, type FindingAccount } from './finding-account.js';
import { FindingListView, type FindingFilter } from './finding-list.view.js';
import { FindingLookup } from './identity/finding-lookup.js';
import { IdentityDecisionsRepository } from './identity/identity-decisions.repository.js';
import { type IdentityDecision } from './identity/identity-decision.js';
import { findWeakness } from './weakness-catalogue.js';
import { type DueFinding, FindingSearchService } from './search/finding-search.service.js';
import { type Finding, type Sighting, type StoredCoverage, type StoredObservation } from './finding.js';

/** The scans that are listed with a finding; there may be one for every night of the year. */
const LISTED_SIGHTINGS = 50;

export interface FindingDetail extends DueFinding {
  /** What the tools of one scan reported. */
  readonly observations: readonly StoredObservation[];
  /** The scans that saw it, newest first, at most 50. */
  readonly sightings: readonly Sighting[];
  readonly account: FindingAccount;
  /** What people have decided about which observations belong to it, the newest first. */
  readonly identityDecisions: readonly IdentityDecision[];
}

/** What users ask about findings. */
@Injectable()
export class FindingsService {
  constructor(
    private readonly view: FindingListView,
    private readonly search: FindingSearchService,
    private readonly identities: IdentityDecisionsRepository,
    private readonly lookup: FindingLookup,
  ) {}

  listOfScan(scanId: string, filter: FindingFilter): Promise<Page<Finding>> {
    return this.view.ofScan(scanId, filter);
  }

  coverageOfScan(scanId: string): Promise<readonly StoredCoverage[]> {
    return this.view.coverageOf(scanId);
  }

  /**
   * The id of a finding that was joined with another leads to that one.
   * @param scanId whose observations are wanted; absent means the scan that saw it last
   * @throws FindingNotFoundError
   */
  async detail(anyId: string, scanId?: string): Promise<FindingDetail> {
    const finding = await this.lookup.find(anyId);
    const { id } = finding;
    const scan = scanId ?? finding.lastScanId;
    const family = findWeakness(finding.weakness)?.family;
    const [observations, sightings, coverage, identityDecisions] = await Promise.all([
      this.view.observationsOf(id, scan),
      this.view.sightingsOf(id, LISTED_SIGHTINGS),
      family === undefined ? [] : this.view.coverageOf(scan, family),
      this.identities.inForceFor(id),
    ]);
    const account = accountOf(finding, observations, coverage);
    return { ...this.search.withDueDate(finding), observations, sightings, account, identityDecisions };
  }
}
