import { Module } from '@nestjs/common';
import { ReportsModule } from '../reports/reports.module.js';
import { ScansModule } from '../scans/scans.module.js';
import { ToolsModule } from '../tools/tools.module.js';
import { ReplayController } from './replay.controller.js';
import { ReplayService } from './replay.service.js';

@Module({
  imports: [ReportsModule, ScansModule, ToolsModule],
  controllers: [ReplayController],
  providers: [ReplayService],
})
export class ReplayModule {}
