import { EventLoopMonitor } from '../../../backend/src/performance/event-loop-monitor.js';
import { readConfig } from '../../../backend/src/platform/config/config.js';
import { ProcessRunner } from '../../../backend/src/platform/process/process-runner.js';
import { ContentStore } from '../../../backend/src/platform/storage/content-store.js';
import { ArtefactWriter } from '../../../backend/src/scans/run-artefact.js';
import { executeProgram, newRunToken } from '../../../backend/src/scans/run-execution.js';
import { RunLog } from '../../../backend/src/scans/run-log.js';
import { RunObserver } from '../../../backend/src/scans/run-observer.js';
import { RunSession } from '../../../backend/src/scans/run-session.js';
import { RunWorkspace } from '../../../backend/src/scans/run-workspace.js';
import { nmap } from '../../../backend/src/tools/adapters/nmap/nmap.adapter.js';
import { type ToolVerdict } from '../../../backend/src/tools/tool-adapter.js';

/** What the parent asks of this process. */
export interface NmapRunOrder {
  /** The report that nmap would write. */
  readonly report: string;
  /** An existing folder. */
  readonly folder: string;
}

/** What one run cost this process. */
export interface NmapRunCost {
  readonly seconds: number;
  /** Most resident memory during the run, above that before it. */
  readonly residentGrowthMb: number;
  readonly loopDelayP99Ms: number;
  readonly loopDelayMaxMs: number;
  readonly observations: number;
  readonly outcome: ToolVerdict['outcome'];
  readonly reason?: string;
}

const TIME_LIMIT_MS = 600_000;

process.once('message', (order: NmapRunOrder) => {
  void carryOut(order).then((cost) => process.send?.(cost, () => process.exit(0)));
});

/** One run of nmap as ToolRunner carries it out, with `cp` in nmap's place, and without a database below it. */
async function carryOut({ report, folder }: NmapRunOrder): Promise<NmapRunCost> {
  const runner = new ProcessRunner();
  await runner.isolation();
  const workspace = await RunWorkspace.create(folder, 'run');
  const artefact = new ArtefactWriter(await new ContentStore(folder).create());
  const observer = new RunObserver(() => Promise.resolve());
  const session = new RunSession({
    parser: nmap.parser({ endpoint: { host: '127.0.0.1', address: '127.0.0.1' }, profile: 'deep', settings: {} }),
    parsed: ['stdout', 'stderr', 'report'],
    artefact,
    log: new RunLog(),
    shown: ['stdout', 'stderr'],
    observation: (observation) => observer.take(observation),
    endpoint: () => undefined,
    progress: () => undefined,
  });
  const { tools } = readConfig({});
  const spec = { program: 'cp', args: [report, workspace.paths.report], parsed: [] };
  const limits = { ...tools, timeLimitMs: TIME_LIMIT_MS };
  const context = { token: newRunToken(), workspace, limits, session, started: () => Promise.resolve() };

  const residentBefore = process.memoryUsage.rss();
  const monitor = new EventLoopMonitor();
  monitor.onApplicationBootstrap();
  const startedAt = performance.now();
  const { exit } = await executeProgram(runner, spec, context, new AbortController().signal);
  const { outcome, reason } = await session.end(exit);
  await observer.close();
  await artefact.finish();
  const seconds = (performance.now() - startedAt) / 1000;
  const { p99, max } = monitor.snapshot();
  monitor.onApplicationShutdown();
  runner.close();
  return {
    seconds,
    residentGrowthMb: process.resourceUsage().maxRSS / 1024 - residentBefore / 1024 ** 2,
    loopDelayP99Ms: p99,
    loopDelayMaxMs: max,
    observations: observer.count,
    outcome,
    ...(reason === undefined ? {} : { reason }),
  };
}
