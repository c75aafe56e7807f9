import { Module, StandardSchemaValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AuthGuard } from './auth/auth.guard.js';
import { CacheModule } from './cache/cache.module.js';
import { CachedResponses } from './cache/cached-response.interceptor.js';
import { FindingsModule } from './findings/findings.module.js';
import { HealthModule } from './health/health.module.js';
import { PerformanceModule } from './performance/performance.module.js';
import { ConfigModule } from './platform/config/config.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { ProblemFilter } from './platform/errors/problem.filter.js';
import { LoggingModule } from './platform/logging/logging.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { PracticeTargetModule } from './practice-target/practice-target.module.js';
import { ReplayModule } from './replay/replay.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { ScansModule } from './scans/scans.module.js';
import { SCHEMA } from './schema.js';
import { TargetsModule } from './targets/targets.module.js';
import { ToolsModule } from './tools/tools.module.js';

@Module({
  imports: [
    ConfigModule,
    LoggingModule,
    PlatformModule,
    DatabaseModule.forRoot(SCHEMA),
    CacheModule,
    TargetsModule,
    FindingsModule,
    PerformanceModule,
    PracticeTargetModule,
    ToolsModule,
    ScansModule,
    ReportsModule,
    ReplayModule,
    HealthModule,
  ],
  providers: [
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_INTERCEPTOR, useExisting: CachedResponses },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: StandardSchemaValidationPipe },
  ],
})
export class AppModule {}
