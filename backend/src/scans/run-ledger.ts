import { Injectable } from '@nestjs/common';
import { type CheckFamily, type Coverage, type CoverageStatus } from '../findings/coverage.js';
import { FindingIngest } from '../findings/finding-ingest.js';
import { type CoverageReport, type Reporter } from '../findings/findings.repository.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { type StoredContent } from '../platform/storage/content-store.js';
import { ToolRegistry } from '../tools/tool-registry.js';
import { CoverageWatch } from './coverage-watch.js';
import { type RunEnding } from './run-verdict.js';
import { ScanFindings } from './scan-findings.js';
import { type ScanOutcome } from './scan-outcome.js';
import { ScanReckoning } from './scan-reckoning.js';
import { type ScanState } from './scan-state.js';
import { type Scan } from './scan.js';
import { type ScanChange, ScansRepository } from './scans.repository.js';
import { type PlannedRun, type ToolRunChange, ToolRunsRepository } from './tool-runs.repository.js';
import { RETRYABLE_RUN_STATES } from './tool-run-state.js';
import { type ToolRun } from './tool-run.js';

/** Why a run ends without a verdict of its own. */
export interface Refusal {
  readonly state: 'skipped' | 'failed';
  readonly coverage: Extract<CoverageStatus, 'skipped' | 'blocked' | 'failed'>;
  readonly reason: string;
}

/**
 * Keeps runs, what they reported and coverage in line. Each change is one transaction, and whatever ends without a verdict
 * of its tool leaves a line of coverage for every family that the tool would have checked: what was not looked at must show.
 */
@Injectable()
export class RunLedger {
  constructor(
    private readonly database: Database,
    private readonly scans: ScansRepository,
    private readonly runs: ToolRunsRepository,
    private readonly findings: ScanFindings,
    private readonly ingest: FindingIngest,
    private readonly registry: ToolRegistry,
    private readonly reckoning: ScanReckoning,
    private readonly watch: CoverageWatch,
    private readonly clock: Clock,
  ) {}

  /** Adds the runs that a scan does not have yet; returns those that may run. The others are beyond the budget. */
  async plan(scanId: string, planned: readonly PlannedRun[], budget: number): Promise<readonly ToolRun[]> {
    return this.database.write(async () => {
      const added = await this.runs.add(scanId, planned, budget);
      await this.cover(
        added.filter(({ state }) => state === 'skipped'),
        'skipped',
      );
      return added.filter(({ state }) => state === 'queued');
    });
  }

  /** Ends a run with what came out of it. `publish` gives the artefact its name: who deletes unused ones sees both or none. */
  async finish(
    run: ToolRun,
    ending: RunEnding,
    facts: ToolRunChange,
    publish: () => Promise<StoredContent>,
  ): Promise<ToolRun> {
    return this.database.write(async () => {
      const { sha256, bytes } = await publish();
      const reporter = reporterOf(run);
      await this.ingest.takeCoverage(ending.coverage.map((coverage) => ({ reporter, coverage })));
      return this.runs.move(run.id, ending.state, { ...facts, artefactSha256: sha256, artefactBytes: bytes });
    });
  }

  /** Ends a queued run that must not start. */
  async refuse(run: ToolRun, { state, coverage, reason }: Refusal): Promise<void> {
    await this.database.write(async () => {
      await this.findings.takeBack(reporterOf(run));
      await this.cover([{ ...run, reason }], coverage);
      await this.runs.move(run.id, state, { reason, finishedAt: this.now() });
    });
  }

  /** Ends a run that an ended server left, for good. What it reported until then stays: it was seen. */
  async giveUp(run: ToolRun, reason: string): Promise<void> {
    await this.database.write(async () => {
      await this.cover([{ ...run, reason }], 'failed');
      await this.runs.move(run.id, 'failed', { reason, finishedAt: this.now() });
    });
  }

  /** Puts a run that was stopped back into the queue and takes back what it reported. */
  async restart(run: ToolRun, interruptions: number): Promise<void> {
    await this.database.write(async () => {
      await this.findings.takeBack(reporterOf(run));
      await this.runs.requeue(run.id, ['running', 'cancelled'], interruptions);
    });
  }

  /** Puts a finished scan and these of its runs back into the queue. @throws StateChangeRefusedError */
  async retry(scanId: string, from: readonly ScanState[], again: readonly ToolRun[]): Promise<Scan> {
    return this.database.write(async () => {
      const scan = await this.scans.requeue(scanId, from);
      for (const run of again) {
        await this.findings.takeBack(reporterOf(run));
        await this.runs.requeue(run.id, RETRYABLE_RUN_STATES, 0);
      }
      return scan;
    });
  }

  /** Cancels a scan with all of its runs that have not ended, or nothing of it. @throws StateChangeRefusedError */
  async cancel(scanId: string): Promise<void> {
    const change = { reason: 'cancelled by the user', finishedAt: this.now() };
    await this.database.write(async () => {
      await this.scans.move(scanId, 'cancelled', change);
      const waiting = { ...change, reason: 'cancelled before it started' };
      await this.cover(await this.runs.endAll(scanId, ['queued'], 'cancelled', waiting), 'cancelled');
      await this.cover(await this.runs.endAll(scanId, ['running'], 'cancelled', change), 'cancelled');
      await this.reckoning.settle(await this.scans.get(scanId));
    });
  }

  /** Ends a scan that cannot be carried on, with all of its runs that have not ended. @throws StateChangeRefusedError */
  async fail(scanId: string, reason: string): Promise<void> {
    const change: ToolRunChange & { readonly finishedAt: string } = { reason, finishedAt: this.now() };
    await this.database.write(async () => {
      await this.cover(await this.runs.endAll(scanId, ['queued', 'running'], 'failed', change), 'failed');
      await this.end(scanId, 'failed', { reason, finishedAt: change.finishedAt });
    });
  }

  /** Ends a scan that was carried out. @throws StateChangeRefusedError */
  async complete(scanId: string, { state, reason }: ScanOutcome, change: ScanChange): Promise<void> {
    await this.database.write(async () => {
      await this.end(scanId, state, { ...change, reason: reason ?? null });
    });
  }

  /** What the end of a scan means is settled before it is told. */
  private async end(scanId: string, state: ScanState, change: ScanChange): Promise<void> {
    await this.scans.move(scanId, state, change, async (scan) => {
      await this.reckoning.settle(scan);
      const regression = await this.watch.regressionOf(scan);
      if (regression !== undefined) await this.scans.storeRegression(scanId, regression);
    });
  }

  private cover(runs: readonly ToolRun[], status: CoverageStatus): Promise<void> {
    return this.ingest.takeCoverage(runs.flatMap((run) => this.linesOf(run, status)));
  }

  private linesOf(run: ToolRun, status: CoverageStatus): readonly CoverageReport[] {
    const reporter = reporterOf(run);
    const families = this.registry.find(run.tool)?.manifest.families ?? [];
    const coverageOf = (family: CheckFamily): Coverage => ({
      family,
      endpoint: run.endpoint,
      status,
      reason: run.reason ?? 'no reason given',
    });
    return families.map((family) => ({ reporter, coverage: coverageOf(family) }));
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}

export function reporterOf({ scanId, id, tool }: ToolRun): Reporter {
  return { scanId, runId: id, tool };
}
