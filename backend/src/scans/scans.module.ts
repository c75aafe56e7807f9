import { type BeforeApplicationShutdown, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { FindingsModule } from '../findings/findings.module.js';
import { PerformanceModule } from '../performance/performance.module.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { EventBus } from '../platform/events/event-bus.js';
import { ProcessModule } from '../platform/process/process.module.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { PracticeTargetModule } from '../practice-target/practice-target.module.js';
import { TargetsModule } from '../targets/targets.module.js';
import { identifyEndpoint } from '../tools/identification/identify-endpoint.js';
import { ToolsModule } from '../tools/tools.module.js';
import { CoverageWatch } from './coverage-watch.js';
import { EndpointIdentifier } from './endpoint-identifier.js';
import { ExpectedDurations } from './expected-durations.js';
import { FindingIdentities } from './finding-identities.js';
import { FindingIdentitiesController } from './finding-identities.controller.js';
import { ImportedScans } from './imported-scans.js';
import { LiveRuns } from './live-runs.js';
import { OutputReuse } from './output-reuse.js';
import { RunGate } from './run-gate.js';
import { RunLedger } from './run-ledger.js';
import { RunOutput } from './run-output.js';
import { RunReplays } from './run-replays.js';
import { ScanAdmission } from './scan-admission.js';
import { ScanContentsController } from './scan-contents.controller.js';
import { ScanDiffController } from './scan-diff.controller.js';
import { ScanDiffs } from './scan-diffs.js';
import { ScanFactsReader } from './scan-facts.js';
import { ScanFindings } from './scan-findings.js';
import { ScanListView } from './scan-list.view.js';
import { ScanPerformanceView } from './scan-performance.view.js';
import { ScanProgress } from './scan-progress.js';
import { ScanQueue } from './scan-queue.js';
import { ScanReckoning } from './scan-reckoning.js';
import { ScanRecovery } from './scan-recovery.js';
import { ScanRunner } from './scan-runner.js';
import { ScanScope } from './scan-scope.js';
import { ScansController } from './scans.controller.js';
import { ScansRepository } from './scans.repository.js';
import { ScansService } from './scans.service.js';
import { StoredOutput } from './stored-output.js';
import { ToolRunner } from './tool-runner.js';
import { ToolRunsController } from './tool-runs.controller.js';
import { ToolRunsRepository } from './tool-runs.repository.js';
import { UnusedArtefacts } from './unused-artefacts.js';

@Module({
  imports: [FindingsModule, PerformanceModule, PracticeTargetModule, ProcessModule, TargetsModule, ToolsModule],
  controllers: [
    FindingIdentitiesController,
    ScansController,
    ScanContentsController,
    ScanDiffController,
    ToolRunsController,
  ],
  providers: [
    {
      provide: EndpointIdentifier,
      inject: [Clock],
      useFactory: (clock: Clock) => new EndpointIdentifier(clock, identifyEndpoint),
    },
    CoverageWatch,
    ExpectedDurations,
    FindingIdentities,
    ImportedScans,
    OutputReuse,
    RunGate,
    RunLedger,
    RunOutput,
    RunReplays,
    ScanAdmission,
    ScanDiffs,
    ScanFactsReader,
    ScanFindings,
    ScanListView,
    ScanPerformanceView,
    ScanProgress,
    ScanQueue,
    ScanReckoning,
    ScanRecovery,
    ScanRunner,
    ScanScope,
    ScansRepository,
    ScansService,
    StoredOutput,
    ToolRunner,
    ToolRunsRepository,
    UnusedArtefacts,
    { provide: LiveRuns, inject: [EventBus], useFactory: (events: EventBus) => new LiveRuns(events) },
    {
      provide: ContentStore,
      inject: [Config],
      useFactory: ({ storage }: Config) => new ContentStore(storage.artefacts),
    },
  ],
  exports: [ContentStore, ImportedScans, RunReplays, StoredOutput],
})
export class ScansModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly queue: ScanQueue,
    private readonly recovery: ScanRecovery,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.queue.start();
    await this.recovery.recover();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.queue.stop();
  }
}
