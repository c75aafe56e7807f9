import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { ProcessRunner, type ProcessStart } from '../platform/process/process-runner.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { type Tool } from '../tools/tool-adapter.js';
import { ArtefactWriter } from './run-artefact.js';
import {
  executeProbe,
  executeProgram,
  type Execution,
  type ExecutionLimits,
  newRunToken,
  probeArgv,
  timeLimitMs,
} from './run-execution.js';
import { LiveRuns } from './live-runs.js';
import { reporterOf, RunLedger } from './run-ledger.js';
import { RunObserver } from './run-observer.js';
import { requestOf } from './run-request.js';
import { RunSession } from './run-session.js';
import { endingOf, type RunEnding } from './run-verdict.js';
import { RunWorkspace } from './run-workspace.js';
import { type Discovery } from './scan-execution.js';
import { ScanFindings } from './scan-findings.js';
import { profileOf, type Scan } from './scan.js';
import { type ToolRunChange, ToolRunsRepository } from './tool-runs.repository.js';
import { type ToolRun } from './tool-run.js';

/** One tool run to carry out. */
export interface RunJob {
  readonly scan: Scan;
  readonly run: ToolRun;
  readonly tool: Tool;
  readonly toolVersion: string;
  readonly discovery: Discovery;
}

/** Carries out one tool run from start to stored result. */
@Injectable()
export class ToolRunner {
  constructor(
    private readonly runs: ToolRunsRepository,
    private readonly findings: ScanFindings,
    private readonly ledger: RunLedger,
    private readonly processes: ProcessRunner,
    private readonly artefacts: ContentStore,
    private readonly live: LiveRuns,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** The reason of `signal` is an EndCause. Rejects only when results could not be stored. */
  async run(job: RunJob, signal: AbortSignal): Promise<ToolRun> {
    const { run } = job;
    const token = newRunToken();
    const startedAt = this.clock.now();
    const reporter = reporterOf(run);
    await this.findings.takeBack(reporter);
    await this.runs.start(run.id, { token, toolVersion: job.toolVersion, startedAt: startedAt.toISOString() });
    const workspace = await RunWorkspace.create(this.config.storage.work, run.id);
    const artefact = new ArtefactWriter(await this.artefacts.create());
    const observer = new RunObserver((batch) => this.findings.take(reporter, batch));
    try {
      const { execution, ending } = await this.execute(job, token, workspace, artefact, observer, signal);
      const finishedAt = this.clock.now();
      await observer.close();
      await job.discovery.followed();
      await artefact.finish();
      const facts = {
        ...factsOf(execution, ending),
        finishedAt: finishedAt.toISOString(),
        durationMs: finishedAt.getTime() - startedAt.getTime(),
        observations: observer.count,
      };
      return await this.ledger.finish(run, ending, facts, () => artefact.publish());
    } catch (error) {
      await artefact.discard();
      throw error;
    } finally {
      this.live.close(run.id);
      await workspace.remove();
    }
  }

  private async execute(
    job: RunJob,
    token: string,
    workspace: RunWorkspace,
    artefact: ArtefactWriter,
    observer: RunObserver,
    signal: AbortSignal,
  ): Promise<{ execution: Execution; ending: RunEnding }> {
    const { run, tool, scan } = job;
    const request = requestOf(scan, run, this.config);
    const live = this.live.open(scan.id, run.id);
    const spec = tool.kind === 'external' ? tool.command(request, workspace.paths) : undefined;
    const session = new RunSession({
      parser: tool.parser(request),
      parsed: spec?.parsed ?? ['stdout'],
      artefact,
      log: live.log,
      shown: tool.kind === 'external' ? ['stdout', 'stderr'] : [],
      observation: (observation) => observer.take(observation),
      endpoint: (endpoint) => job.discovery.found(endpoint),
      progress: (percent) => live.progress(percent),
    });
    const limits = this.limitsOf(job);
    if (tool.kind === 'probe') {
      await this.runs.storeProcess(run.id, { pid: 0, startTime: '', argv: probeArgv(tool, request) });
      const execution = await executeProbe(tool, request, session, limits, signal);
      return { execution, ending: endingOf(await session.end(execution.exit), execution.exit) };
    }
    const context = {
      token,
      workspace,
      limits,
      session,
      started: (start: ProcessStart) => this.runs.storeProcess(run.id, start),
    };
    const execution = await executeProgram(this.processes, tool.command(request, workspace.paths), context, signal);
    return { execution, ending: endingOf(await session.end(execution.exit), execution.exit) };
  }

  private limitsOf({ tool, scan }: RunJob): ExecutionLimits {
    const { outputLimitBytes, fileLimitBytes, memoryLimitBytes, graceMs } = this.config.tools;
    return {
      timeLimitMs: timeLimitMs(tool, profileOf(scan)),
      outputLimitBytes,
      fileLimitBytes,
      memoryLimitBytes,
      graceMs,
    };
  }
}

function factsOf(
  { exit, stdoutBytes, stderrBytes, droppedBytes, receipt }: Execution,
  ending: RunEnding,
): ToolRunChange {
  return {
    reason: ending.reason ?? null,
    exitCode: exit.code,
    signal: exit.signal,
    stdoutBytes,
    stderrBytes,
    droppedBytes,
    receipt,
    token: null,
  };
}
