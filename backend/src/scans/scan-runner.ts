import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { type EndCause } from '../platform/process/command-spec.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { type Endpoint, type ServiceEndpoint } from '../targets/endpoint.js';
import { type Tool } from '../tools/tool-adapter.js';
import { ToolRegistry } from '../tools/tool-registry.js';
import { STOPPED_WITH_SERVER } from './run-verdict.js';
import { ExpectedDurations } from './expected-durations.js';
import { HostLimits } from './host-limits.js';
import { nothingFits, RunGate } from './run-gate.js';
import { type Refusal, RunLedger } from './run-ledger.js';
import { type Discovery, ScanExecution } from './scan-execution.js';
import { OutputReuse } from './output-reuse.js';
import { outcomeOf } from './scan-outcome.js';
import { type PlanContext, runsFor, runsForUnused, weightOf } from './scan-plan.js';
import { ScanScope } from './scan-scope.js';
import { timingOf } from './scan-timing.js';
import { ScanInterruptedError } from './scan.errors.js';
import { profileOf, type Scan } from './scan.js';
import { ScansRepository } from './scans.repository.js';
import { ToolRunner } from './tool-runner.js';
import { ToolRunsRepository } from './tool-runs.repository.js';
import { type ToolRun } from './tool-run.js';

/** A run that was in progress at so many crashes of the server is not started again: it may be what ends the server. */
export const MAX_INTERRUPTIONS = 3;

/** Carries out one scan from `queued` to its end. */
@Injectable()
export class ScanRunner {
  private readonly logger = new Logger(ScanRunner.name);
  private readonly hosts: HostLimits;

  constructor(
    private readonly scans: ScansRepository,
    private readonly runs: ToolRunsRepository,
    private readonly registry: ToolRegistry,
    private readonly durations: ExpectedDurations,
    private readonly scope: ScanScope,
    private readonly gate: RunGate,
    private readonly runner: ToolRunner,
    private readonly reuse: OutputReuse,
    private readonly ledger: RunLedger,
    private readonly metrics: Metrics,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.hosts = new HostLimits(config.scans.maxRunsPerHost);
  }

  /**
   * Runs a queued scan. `signal` ends it early; its reason is an EndCause: `cancelled` ends the scan, `shutdown` puts it back
   * into the queue. @throws StateChangeRefusedError when the scan is not queued any more
   */
  async run(scanId: string, signal: AbortSignal): Promise<void> {
    const before = await this.scans.get(scanId);
    const startedAt = before.startedAt ?? this.clock.now().toISOString();
    const scan = await this.scans.move(scanId, 'running', { startedAt, reason: null });
    try {
      await this.carryOut(scan, signal);
      await this.settle(scan, signal);
    } catch (error) {
      // a cancellation that came in its last moment wins over the end that the scan was about to have
      if ((await this.scans.find(scan.id))?.state === 'cancelling') await this.finishCancelled(scan.id);
      else await this.fail(scan, error);
    }
  }

  private async carryOut(scan: Scan, ended: AbortSignal): Promise<void> {
    const failure = new AbortController();
    const signal = AbortSignal.any([ended, failure.signal]);
    const tools = scan.tools.flatMap((id) => this.registry.find(id) ?? []);
    const expected = await this.durations.of(tools, profileOf(scan));
    const longest = Math.max(0, ...expected.values());
    const toolOf = new Map(tools.map((tool) => [tool.manifest.id, tool]));
    const execution = new ScanExecution({
      hosts: this.hosts,
      slots: this.config.scans.maxConcurrentToolExecutions,
      identify: (endpoint) => this.scope.identify(scan, endpoint, signal),
      plan: (endpoint, foundBy) => this.plan(scan, tools, expected, endpoint, foundBy),
      weigh: ({ tool, expectedMs }) => {
        const known = toolOf.get(tool);
        // with its ports given, a discovery tool finds nothing that others wait for
        return known === undefined ? expectedMs : weightOf(known, expectedMs, scan.ports === undefined ? longest : 0);
      },
      covers: (run, endpoint) => covers(scan, run, endpoint),
      carryOut: (run, discovery) => this.carryOutRun(scan, run, toolOf.get(run.tool), discovery, signal),
      failed: () => failure.abort('cancelled' satisfies EndCause),
    });
    const stop = (): void => execution.stop();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) return;

    const endpoints = await this.scope.endpointsOf(scan, signal);
    const unfinished = (await this.runs.ofScan(scan.id)).filter(({ state }) => state === 'queued');
    await execution.run(endpoints, unfinished);
    signal.removeEventListener('abort', stop);
    if (!hasEnded(signal)) await this.accountForUnused(scan, tools, expected, endpoints);
  }

  /** Tools that found nothing to examine get a run that says so. */
  private async accountForUnused(
    scan: Scan,
    tools: readonly Tool[],
    expected: ReadonlyMap<string, number>,
    [first]: readonly Endpoint[],
  ): Promise<void> {
    if (first === undefined) return;
    const used = new Set((await this.runs.ofScan(scan.id)).map(({ tool }) => tool));
    const host = { host: first.host, address: first.address };
    const planned = runsForUnused(this.contextOf(scan, tools, expected), used, host);
    for (const run of await this.ledger.plan(scan.id, planned, this.config.scans.maxRunsPerScan)) {
      const tool = this.registry.find(run.tool);
      if (tool !== undefined) await this.refuse(run, nothingFits(tool));
    }
  }

  private async plan(
    scan: Scan,
    tools: readonly Tool[],
    expected: ReadonlyMap<string, number>,
    endpoint: Endpoint,
    foundBy: string | undefined,
  ): Promise<readonly ToolRun[]> {
    const planned = runsFor(this.contextOf(scan, tools, expected), endpoint, foundBy);
    return this.ledger.plan(scan.id, planned, this.config.scans.maxRunsPerScan);
  }

  private contextOf(scan: Scan, tools: readonly Tool[], expected: ReadonlyMap<string, number>): PlanContext {
    return {
      scanId: scan.id,
      profile: profileOf(scan),
      tools,
      expectedMs: ({ manifest }) => expected.get(manifest.id) ?? 0,
      now: this.clock.now().toISOString(),
    };
  }

  private async carryOutRun(
    scan: Scan,
    run: ToolRun,
    tool: Tool | undefined,
    discovery: Discovery,
    signal: AbortSignal,
  ): Promise<void> {
    if (signal.aborted) return; // settled with the others that never started
    if (tool === undefined) {
      const reason = `this version of Parallax has no tool named ${run.tool}`;
      return this.refuse(run, { state: 'skipped', coverage: 'skipped', reason });
    }
    const verdict = await this.gate.check(scan, run, tool, signal);
    if (hasEnded(signal)) return;
    if (!verdict.open) return this.refuse(run, verdict);

    this.metrics.activeRuns.inc();
    try {
      const job = { scan, run, tool, toolVersion: verdict.toolVersion, discovery };
      const ended = (await this.reuse.carryOut(job)) ?? (await this.runner.run(job, signal));
      await this.reuse.remember(job, ended);
      this.metrics.toolRuns.inc({ tool: ended.tool, state: ended.state });
      this.metrics.toolRunSeconds.observe({ tool: ended.tool }, (ended.durationMs ?? 0) / 1000);
    } finally {
      this.metrics.activeRuns.dec();
    }
  }

  private async refuse(run: ToolRun, refusal: Refusal): Promise<void> {
    await this.ledger.refuse(run, refusal);
    this.metrics.toolRuns.inc({ tool: run.tool, state: refusal.state });
  }

  /** Gives the scan the state that its runs add up to. */
  private async settle(scan: Scan, signal: AbortSignal): Promise<void> {
    if (signal.aborted && (signal.reason as EndCause) === 'shutdown') return this.putBack(scan.id);
    if (signal.aborted) return this.finishCancelled(scan.id);

    const runs = await this.runs.ofScan(scan.id);
    const finishedAt = this.clock.now().toISOString();
    const outcome = outcomeOf(runs);
    const resumed = runs.some(({ attempt }) => attempt > 1);
    const slots = this.config.scans.maxConcurrentToolExecutions;
    const timing = resumed ? undefined : timingOf(runs, scan.startedAt ?? finishedAt, finishedAt, slots);
    await this.ledger.complete(scan.id, outcome, { finishedAt, timing: timing ?? null });
    this.metrics.scans.inc({ state: outcome.state });
  }

  /** Ends a cancelled scan: what did not start never will, and what an ended server left running is over. */
  async finishCancelled(scanId: string): Promise<void> {
    await this.ledger.cancel(scanId);
    this.metrics.scans.inc({ state: 'cancelled' });
  }

  /** Puts a scan that was in progress back into the queue; its unfinished runs start again. */
  async putBack(scanId: string): Promise<void> {
    for (const run of await this.runs.ofScan(scanId)) {
      if (run.state === 'running' || (run.state === 'cancelled' && run.reason === STOPPED_WITH_SERVER))
        await this.restart(run);
    }
    await this.scans.move(scanId, 'queued', { reason: 'the server was stopped; the scan resumes after its restart' });
  }

  /** A run that was stopped in an orderly way starts again; one that was in progress when the server died, not for ever. */
  private async restart(run: ToolRun): Promise<void> {
    const interruptions = run.state === 'running' ? run.interruptions + 1 : 0;
    if (interruptions < MAX_INTERRUPTIONS) return this.ledger.restart(run, interruptions);
    await this.ledger.giveUp(run, `given up after ${interruptions} starts: the server ended while it ran`);
  }

  /**
   * Ends or resumes a scan of which an end could not be stored, because the disk was full for example. Does nothing when it
   * has ended after all. Rejects when it cannot be stored now either.
   */
  async settleLater(scanId: string, signal: AbortSignal): Promise<void> {
    const scan = await this.scans.get(scanId);
    if (scan.state === 'queued') return this.run(scanId, signal);
    if (scan.state === 'cancelling') return this.finishCancelled(scanId);
    if (scan.state === 'running') return this.fail(scan, new ScanInterruptedError());
  }

  private async fail(scan: Scan, error: unknown): Promise<void> {
    if (!(error instanceof DomainError)) this.logger.error({ err: error, scanId: scan.id }, 'scan failed');
    const words = error instanceof DomainError ? error.message : 'an error on the server ended the scan; see its log';
    await this.ledger.fail(scan.id, words);
    this.metrics.scans.inc({ state: 'failed' });
  }
}

/** Asked anew after a wait: the compiler takes the answer from before for granted. */
function hasEnded(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** An endpoint found by a run belongs to the scan when it lies on the host that the run examined, inside the given ports. */
function covers(scan: Scan, run: ToolRun, endpoint: ServiceEndpoint): boolean {
  if (endpoint.host !== run.endpoint.host || endpoint.address !== run.endpoint.address) return false;
  return scan.ports === undefined || scan.ports.includes(endpoint.port);
}
