import { Module } from '@nestjs/common';
import { CoverageComparison } from './coverage-comparison.js';
import { FindingIngest } from './finding-ingest.js';
import { FindingListView } from './finding-list.view.js';
import { FindingReckoning } from './finding-reckoning.js';
import { FindingsController } from './findings.controller.js';
import { FindingsRepository } from './findings.repository.js';
import { MissedFindingsRepository } from './missed-findings.repository.js';
import { Rereading } from './rereading.js';
import { RunObservationsRepository } from './run-observations.repository.js';
import { ScanComparison } from './scan-comparison.js';
import { ScanDiffView } from './scan-diff.view.js';
import { SightingRepair } from './sighting-repair.repository.js';
import { FindingsService } from './findings.service.js';
import { FindingSearchController } from './search/finding-search.controller.js';
import { SavedViewsController } from './search/saved-views.controller.js';
import { TriageController } from './triage/triage.controller.js';
import { FindingHistoryController } from './triage/finding-history.controller.js';
import { FindingSearchService } from './search/finding-search.service.js';
import { FindingSearchView } from './search/finding-search.view.js';
import { FindingFacetsView } from './search/finding-facets.view.js';
import { SavedViewsRepository } from './search/saved-views.repository.js';
import { SavedViewsService } from './search/saved-views.service.js';
import { TriageService } from './triage/triage.service.js';
import { TriageRepository } from './triage/triage.repository.js';
import { AcceptanceClock } from './triage/acceptance-clock.js';
import { FindingHistoryRepository } from './triage/finding-history.repository.js';
import { FindingHistoryService } from './triage/finding-history.service.js';
import { FindingCountsView } from './overview/finding-counts.view.js';
import { OverviewController } from './overview/overview.controller.js';
import { OverviewService } from './overview/overview.service.js';
import { FindingGrouping } from './identity/finding-grouping.js';
import { FindingLookup } from './identity/finding-lookup.js';
import { IdentityDecisionsRepository } from './identity/identity-decisions.repository.js';
import { RegroupingRepository } from './identity/regrouping.repository.js';
import { TargetsModule } from '../targets/targets.module.js';

@Module({
  imports: [TargetsModule],
  controllers: [
    FindingSearchController,
    FindingsController,
    FindingHistoryController,
    OverviewController,
    SavedViewsController,
    TriageController,
  ],
  providers: [
    FindingCountsView,
    FindingGrouping,
    FindingLookup,
    IdentityDecisionsRepository,
    RegroupingRepository,
    OverviewService,
    AcceptanceClock,
    CoverageComparison,
    FindingFacetsView,
    FindingHistoryRepository,
    FindingHistoryService,
    FindingSearchService,
    FindingSearchView,
    SavedViewsRepository,
    SavedViewsService,
    TriageRepository,
    TriageService,
    FindingIngest,
    FindingListView,
    FindingReckoning,
    FindingsRepository,
    FindingsService,
    MissedFindingsRepository,
    Rereading,
    RunObservationsRepository,
    ScanComparison,
    ScanDiffView,
    SightingRepair,
  ],
  exports: [
    CoverageComparison,
    FindingGrouping,
    FindingIngest,
    FindingSearchService,
    FindingReckoning,
    FindingsService,
    Rereading,
    ScanComparison,
  ],
})
export class FindingsModule {}
