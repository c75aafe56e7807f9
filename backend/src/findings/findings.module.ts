import { Module } from '@nestjs/common';
import { FindingIngest } from './finding-ingest.js';
import { FindingListView } from './finding-list.view.js';
import { FindingsController } from './findings.controller.js';
import { FindingsRepository } from './findings.repository.js';
import { FindingsService } from './findings.service.js';

@Module({
  controllers: [FindingsController],
  providers: [FindingIngest, FindingListView, FindingsRepository, FindingsService],
  exports: [FindingIngest, FindingsService],
})
export class FindingsModule {}
