import { Injectable, Logger } from '@nestjs/common';
import { Cache } from '../cache/cache.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { reporterOf, RunLedger } from './run-ledger.js';
import { RunObserver } from './run-observer.js';
import { requestOf } from './run-request.js';
import { exitOf } from './run-verdict.js';
import { ScanFindings } from './scan-findings.js';
import { toolOutputRegion } from './scan-cache.js';
import { StoredOutput } from './stored-output.js';
import { type RunJob } from './tool-runner.js';
import { ToolRunsRepository } from './tool-runs.repository.js';
import { type Artefact, type ToolRun } from './tool-run.js';

/** An earlier run with all that is needed to read its output again. */
type Origin = ToolRun & { readonly artefact: Artefact; readonly finishedAt: string };

/**
 * Lets the output of a run stand for the same run a little later: same tool, version, endpoint, profile and options. The
 * output is read again by the parser of today, and the run says which one it was taken from.
 */
@Injectable()
export class OutputReuse {
  private readonly logger = new Logger(OutputReuse.name);
  private readonly region;

  constructor(
    private readonly cache: Cache,
    private readonly runs: ToolRunsRepository,
    private readonly findings: ScanFindings,
    private readonly ledger: RunLedger,
    private readonly output: StoredOutput,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.region = toolOutputRegion(config.cache.toolOutputTtlMs);
  }

  /** Remembers a run that came to its own end with all its checks done; no other may stand for a new one. */
  async remember(job: RunJob, ended: ToolRun): Promise<void> {
    if (ended.state !== 'succeeded' || ended.artefact === undefined) return;
    await this.cache.set(this.region, this.questionOf(job), { runId: ended.id, scanId: ended.scanId });
  }

  /** Ends the run with the output of an earlier one. Undefined when there is none, or the scan wants everything fresh. */
  async carryOut(job: RunJob): Promise<ToolRun | undefined> {
    if (job.scan.fresh) return undefined;
    const origin = await this.originOf(job);
    if (origin === undefined) return undefined;

    const startedAt = this.clock.now();
    const reporter = reporterOf(job.run);
    await this.findings.takeBack(reporter);
    await this.runs.start(job.run.id, { toolVersion: job.toolVersion, startedAt: startedAt.toISOString() });
    const observer = new RunObserver((batch) => this.findings.take(reporter, batch));
    const kept = { artefact: origin.artefact, exit: exitOf(origin) };
    const ending = await this.output.read(job, kept, {
      observation: (observation) => observer.take(observation),
      endpoint: (endpoint) => job.discovery.found(endpoint),
    });
    await observer.close();
    await job.discovery.followed();
    const finishedAt = this.clock.now();
    const reason = `the output of the same run of ${origin.finishedAt} was read again`;
    const facts = {
      reason,
      cachedFrom: origin.id,
      argv: [...(origin.argv ?? [])],
      exitCode: origin.exitCode ?? null,
      finishedAt: finishedAt.toISOString(),
      durationMs: finishedAt.getTime() - startedAt.getTime(),
      stdoutBytes: origin.stdoutBytes,
      stderrBytes: origin.stderrBytes,
      observations: observer.count,
    };
    // a parser that has learnt since may judge it otherwise: then that is how the run ends
    const state = ending.state === 'succeeded' ? 'cached' : ending.state;
    return this.ledger.finish(job.run, { ...ending, state }, facts, () => Promise.resolve(origin.artefact));
  }

  private async originOf(job: RunJob): Promise<Origin | undefined> {
    const known = await this.cache.get(this.region, this.questionOf(job));
    if (known === undefined) return undefined;
    try {
      const { artefact, finishedAt, ...run } = await this.runs.get(known.runId);
      if (artefact === undefined || finishedAt === undefined || !(await this.output.has(artefact))) {
        return undefined;
      }
      return { ...run, artefact, finishedAt };
    } catch (error) {
      this.logger.debug({ err: error, runId: known.runId }, 'its scan was deleted: the tool runs anew');
      return undefined;
    }
  }

  private questionOf({ scan, run, tool, toolVersion }: RunJob): string {
    return JSON.stringify([tool.manifest.id, toolVersion, requestOf(scan, run, this.config)]);
  }
}
