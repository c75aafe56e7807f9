import { setTimeout as delay } from 'node:timers/promises';
import { type ProcessExit } from './command-spec.js';
import { type EndRequest } from './end-request.js';
import { plainExit, provesEmptiness, type RawExit } from './exit-report.js';
import { type Launched } from './launch.js';
import { type MemberWatch } from './member-watch.js';
import { OutputPump } from './output-pump.js';
import { type ProcessReceipt, type ProcessRequest, type ProcessSink, type ProcessStart } from './process-contract.js';
import { endRun, killMembers } from './process-ending.js';
import { RunTimers } from './run-timers.js';
import { type WrapperPlan } from './wrapper-command.js';
import { WrapperVoice } from './wrapper-voice.js';

/** How long the notice of the first process's end may take once it was killed. */
const NOTICE_MS = 1000;

/** A started process from its first byte to the proof that it is gone. */
export class SupervisedRun {
  private readonly voice: WrapperVoice | undefined;
  private readonly timers: RunTimers;
  private readonly pump: OutputPump;

  constructor(
    private readonly process: Launched,
    private readonly watch: MemberWatch,
    private readonly plan: WrapperPlan,
    private readonly request: ProcessRequest,
    private readonly sink: ProcessSink,
    private readonly end: EndRequest,
  ) {
    const { limits, spec } = request;
    const idleLimitMs = spec.idleLimitSeconds === undefined ? undefined : spec.idleLimitSeconds * 1000;
    this.voice = plan.tier === 'group' ? undefined : new WrapperVoice();
    this.timers = new RunTimers(limits.timeLimitMs, idleLimitMs, (cause) => end.ask(cause));
    this.pump = new OutputPump(process, this.voice, limits, {
      output: (stream, chunk) => sink.output(stream, chunk),
      busy: () => this.timers.busy(),
      rest: () => this.timers.rest(),
      overflow: () => end.ask('output_limit'),
      failed: (error) => end.fail(error),
    });
  }

  /** Rejects only with what the sink rejected with, after the process has been ended. */
  async carryOut(argv: readonly string[]): Promise<ProcessReceipt> {
    const { pid, startTime, ended } = this.process;
    const begun = this.begin({ pid, startTime, argv });
    await Promise.race([ended, this.end.made]);

    const endedByUs = this.end.isMade && !this.process.hasEnded();
    const survivors = endedByUs
      ? await endRun(this.process, this.watch, this.request.limits.graceMs)
      : await this.endLeftovers();
    const endedInMs = endedByUs ? performance.now() - (this.end.madeAt ?? 0) : undefined;
    this.timers.stop();

    await begun;
    await this.takeRest();
    if (this.end.failure !== undefined) throw this.end.failure.error;
    return {
      exit: await this.exit(),
      bytes: this.pump.bytes,
      droppedBytes: this.pump.droppedBytes,
      pids: this.watch.pids,
      survivors,
      ...(endedInMs === undefined ? {} : { endedInMs: Math.round(endedInMs) }),
      tier: this.plan.tier,
    };
  }

  /** Ends what a tool that ended by itself has left. @returns the pids that are not proven to be gone */
  private async endLeftovers(): Promise<readonly number[]> {
    if (provesEmptiness(this.plan.tier, await this.process.ended)) return [];
    return killMembers(this.watch, this.process);
  }

  private async begin(start: ProcessStart): Promise<void> {
    try {
      await this.sink.started(start);
      this.timers.listening();
      this.pump.start();
    } catch (error) {
      this.end.fail(error);
    }
  }

  /** What was still in the pipes. Whoever ends the run during that does not want to wait for it. */
  private async takeRest(): Promise<void> {
    const finished = this.pump.finish();
    if (!this.end.isMade) await Promise.race([finished, this.end.made.then(() => this.pump.stop())]);
    await finished;
  }

  private async exit(): Promise<ProcessExit> {
    const raw = await Promise.race([this.process.ended, delay(NOTICE_MS, undefined, { ref: false })]);
    const truncated = this.pump.droppedBytes > 0 || this.pump.cutShort;
    const endedBy = this.end.cause === undefined ? {} : { endedBy: this.end.cause };
    if (raw === undefined) {
      return {
        code: null,
        signal: null,
        truncated,
        ...endedBy,
        error: 'the process hangs in the system and could not be ended',
      };
    }
    const exit = this.process.role === 'tool' ? raw : this.exitInside(raw);
    const refusal = raw.code === 0 || this.pump.bytes.stdout > 0 ? undefined : this.voice?.complaint;
    const error = refusal === undefined ? {} : { error: `the program could not be started: ${refusal}` };
    return { code: exit.code, signal: exit.signal, truncated, ...endedBy, ...error };
  }

  /** How the tool ended, as the wrapper around it tells. */
  private exitInside(raw: RawExit): Pick<ProcessExit, 'code' | 'signal'> {
    return this.voice?.heardOfKill === true ? { code: null, signal: 'SIGKILL' } : plainExit(raw);
  }
}
