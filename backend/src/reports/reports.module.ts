import { Module } from '@nestjs/common';
import { FindingsModule } from '../findings/findings.module.js';
import { ScansModule } from '../scans/scans.module.js';
import { TargetsModule } from '../targets/targets.module.js';
import { ImportsController } from './imports.controller.js';
import { ImportsRepository } from './imports.repository.js';
import { ImportsService } from './imports.service.js';
import { ReportRecognition } from './report-recognition.js';
import { StoredReports } from './stored-reports.js';

@Module({
  imports: [FindingsModule, ScansModule, TargetsModule],
  controllers: [ImportsController],
  providers: [ImportsRepository, ImportsService, ReportRecognition, StoredReports],
  exports: [StoredReports],
})
export class ReportsModule {}
