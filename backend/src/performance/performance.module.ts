import { Module, type OnModuleInit } from '@nestjs/common';
import { Cache } from '../cache/cache.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { EventLoopMonitor } from './event-loop-monitor.js';
import { exposeCache, exposeDatabase } from './exposed-metrics.js';
import { HttpTimings } from './http-timings.js';
import { PerformanceBoard } from './performance-board.js';
import { PerformanceController } from './performance.controller.js';
import { PerformanceService } from './performance.service.js';

@Module({
  controllers: [PerformanceController],
  providers: [EventLoopMonitor, HttpTimings, PerformanceBoard, PerformanceService],
  exports: [HttpTimings, PerformanceBoard],
})
export class PerformanceModule implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly cache: Cache,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    exposeCache(this.metrics.registry, this.cache);
    exposeDatabase(this.metrics.registry, this.database);
  }
}
