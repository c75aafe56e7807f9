import { Module } from '@nestjs/common';
import { FindingIngest } from './finding-ingest.js';
import { FindingListView } from './finding-list.view.js';
import { FindingReckoning } from './finding-reckoning.js';
import { FindingsController } from './findings.controller.js';
import { FindingsRepository } from './findings.repository.js';
import { MissedFindingsRepository } from './missed-findings.repository.js';
import { ScanComparison } from './scan-comparison.js';
import { ScanDiffView } from './scan-diff.view.js';
import { SightingRepair } from './sighting-repair.repository.js';
import { FindingsService } from './findings.service.js';

@Module({
  controllers: [FindingsController],
  providers: [
    FindingIngest,
    FindingListView,
    FindingReckoning,
    FindingsRepository,
    FindingsService,
    MissedFindingsRepository,
    ScanComparison,
    ScanDiffView,
    SightingRepair,
  ],
  exports: [FindingIngest, FindingReckoning, FindingsService, ScanComparison],
})
export class FindingsModule {}
