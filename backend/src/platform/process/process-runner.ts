import { type ProcessExit } from './command-spec.js';
import { EndRequest } from './end-request.js';
import { findHolding, type Holding } from './holding.js';
import { bestPlan } from './isolation.js';
import { launch } from './launch.js';
import { MemberWatch } from './member-watch.js';
import { type MemoryGroup } from './memory-groups.js';
import {
  type IsolationTier,
  type LeftRun,
  type ProcessReceipt,
  type ProcessRequest,
  type ProcessSink,
  type SweepReceipt,
} from './process-contract.js';
import { killMembers } from './process-ending.js';
import { findProgram, SEARCH_FOLDERS } from './program-search.js';
import { Reaper, REAPER_SCRIPT } from './reaper.js';
import { SupervisedRun } from './supervised-run.js';
import { toolEnvironment } from './tool-environment.js';
import { firstRole, wrapperCommand, type WrapperPlan } from './wrapper-command.js';

export {
  type IsolationTier,
  type LeftRun,
  type ProcessLimits,
  type ProcessReceipt,
  type ProcessRequest,
  type ProcessSink,
  type ProcessStart,
  type SweepReceipt,
} from './process-contract.js';

export interface RunnerSettings {
  /** Decides how runs are held; by default the firmest way that works here. */
  readonly plan?: () => Promise<WrapperPlan>;
  readonly reaperScript?: string;
  /** Told once of each protection that this machine does not offer. */
  warn?(message: string): void;
}

/** The only place that starts programs, and the one that proves that they are gone. */
export class ProcessRunner {
  private found: Promise<Holding> | undefined;
  private readonly reaper: Reaper;

  constructor(private readonly settings: RunnerSettings = {}) {
    this.reaper = new Reaper(settings.reaperScript ?? REAPER_SCRIPT, () =>
      this.warn('the reaper cannot run here: tools may survive when the server is killed, until it starts again'),
    );
  }

  /**
   * Runs a program to its end. The reason of `signal` is an EndCause. Whatever the tool does is told by the receipt, also that
   * it could not be started; rejects only with what the sink rejected with, after the process has been ended.
   */
  async run(request: ProcessRequest, sink: ProcessSink, signal: AbortSignal): Promise<ProcessReceipt> {
    const end = new EndRequest(signal);
    const holding = await this.holding();
    const { tier } = holding.plan;
    const { spec, token, limits } = request;
    const program = await findProgram(spec.program);
    if (program === undefined) return unstarted(tier, { error: notFound(spec.program) });
    if (end.cause !== undefined) return unstarted(tier, { endedBy: end.cause });

    let group: MemoryGroup | undefined;
    try {
      if (limits.memoryBytes !== undefined) group = await holding.memory?.create(token, limits.memoryBytes);
    } catch (error) {
      return unstarted(tier, { error: `the limit of its memory could not be set: ${(error as Error).message}` });
    }
    if (tier === 'reaper') this.reaper.watch({ token, pid: 0, startTime: '' });
    try {
      return await this.supervise(holding, request, [program, ...spec.args], group, sink, end);
    } finally {
      if (tier === 'reaper') this.reaper.forget(token);
      await group?.remove();
    }
  }

  /** Ends at once what runs of an earlier server left; a process that only got the pid of one is not touched. */
  async sweep(left: readonly LeftRun[]): Promise<SweepReceipt> {
    const { table, memory } = await this.holding();
    const watches = left.map((run) => MemberWatch.ofLeftRun(table, run));
    const survivors = await Promise.all(watches.map((watch) => killMembers(watch)));
    await memory?.removeLeft();
    return { pids: [...new Set(watches.flatMap(({ pids }) => pids))], survivors: [...new Set(survivors.flat())] };
  }

  /** How firmly runs are held on this machine. */
  async isolation(): Promise<IsolationTier> {
    return (await this.holding()).plan.tier;
  }

  /** Ends the reaper, and with it what is still running. */
  close(): void {
    this.reaper.close();
  }

  private async supervise(
    { plan, table }: Holding,
    request: ProcessRequest,
    argv: readonly string[],
    group: MemoryGroup | undefined,
    sink: ProcessSink,
    end: EndRequest,
  ): Promise<ProcessReceipt> {
    const { spec, token, workdir, limits } = request;
    const memoryGroup = group === undefined ? {} : { memoryGroup: group.joinFile };
    const settings = { serverPid: process.pid, maxFileBytes: limits.maxFileBytes, ...memoryGroup };
    const env = toolEnvironment(token, workdir, spec.env);
    const launched = await launch(wrapperCommand(plan, settings, argv), { cwd: workdir, env }, firstRole(plan), table);
    if ('refusal' in launched) return unstarted(plan.tier, { error: launched.refusal });

    const identity = { token, pid: launched.pid, startTime: launched.startTime };
    if (plan.tier === 'reaper') this.reaper.watch(identity);
    const watch = MemberWatch.ofChild(table, identity);
    const receipt = await new SupervisedRun(launched, watch, plan, request, sink, end).carryOut(argv);
    if (!(await group?.wasExceeded())) return receipt;
    return { ...receipt, exit: { ...receipt.exit, error: 'the tool needed more memory than it may have' } };
  }

  private holding(): Promise<Holding> {
    this.found ??= findHolding(this.settings.plan ?? bestPlan, (message) => this.warn(message));
    return this.found;
  }

  private warn(message: string): void {
    this.settings.warn?.(message);
  }
}

function unstarted(tier: IsolationTier, why: Pick<ProcessExit, 'endedBy' | 'error'>): ProcessReceipt {
  const exit = { code: null, signal: null, truncated: false, ...why };
  return { exit, bytes: { stdout: 0, stderr: 0 }, droppedBytes: 0, pids: [], survivors: [], tier };
}

function notFound(program: string): string {
  return `the program ${program} was not found in ${SEARCH_FOLDERS.join(', ')}`;
}
