import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { ProcessModule } from '../platform/process/process.module.js';
import { ToolsModule } from '../tools/tools.module.js';
import { DatabaseHealth } from './database.health.js';
import { DiskHealth } from './disk.health.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { ToolsHealth } from './tools.health.js';

@Module({
  imports: [TerminusModule, ToolsModule, ProcessModule],
  controllers: [HealthController, MetricsController],
  providers: [DatabaseHealth, DiskHealth, ToolsHealth],
})
export class HealthModule {}
