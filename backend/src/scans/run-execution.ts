import { randomBytes } from 'node:crypto';
import { type CommandSpec, type EndCause, type ProcessExit } from '../platform/process/command-spec.js';
import { type ProcessReceipt, type ProcessRunner, type ProcessStart } from '../platform/process/process-runner.js';
import { type ExternalTool, type ProbeTool, type Profile, type ToolRunRequest } from '../tools/tool-adapter.js';
import { type RunSession } from './run-session.js';
import { type RunWorkspace } from './run-workspace.js';
import { type EndReceipt } from './tool-run.js';

/** What the execution of a tool leaves, whatever the tool. */
export interface Execution {
  readonly exit: ProcessExit;
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
  readonly droppedBytes: number;
  readonly receipt: EndReceipt;
}

export interface ExecutionLimits {
  readonly timeLimitMs: number;
  readonly outputLimitBytes: number;
  readonly fileLimitBytes: number;
  readonly memoryLimitBytes: number;
  readonly graceMs: number;
}

/** Most bytes of a process that are drained unread once the output limit is reached. */
const MAX_DRAINED_BYTES = 1024 ** 3;

/** A name that every process of a run carries in its environment, so that none can hide. */
export function newRunToken(): string {
  return randomBytes(16).toString('hex');
}

/** Runs a program and feeds its streams, and then its report, to the session. */
export async function executeProgram(
  runner: ProcessRunner,
  spec: CommandSpec,
  context: {
    readonly token: string;
    readonly workspace: RunWorkspace;
    readonly limits: ExecutionLimits;
    readonly session: RunSession;
    started(start: ProcessStart): Promise<void>;
  },
  signal: AbortSignal,
): Promise<Execution> {
  const { token, workspace, limits, session } = context;
  const receipt = await runner.run(
    {
      spec,
      token,
      workdir: workspace.paths.workdir,
      limits: {
        timeLimitMs: limits.timeLimitMs,
        graceMs: limits.graceMs,
        maxParsedBytes: limits.outputLimitBytes,
        maxDrainedBytes: MAX_DRAINED_BYTES,
        maxFileBytes: limits.fileLimitBytes,
        memoryBytes: limits.memoryLimitBytes,
      },
    },
    { started: (start) => context.started(start), output: (stream, chunk) => session.takeBytes(stream, chunk) },
    signal,
  );
  let reportBytes = 0;
  for await (const piece of workspace.readReport(limits.fileLimitBytes)) {
    reportBytes += piece.length;
    await session.takeBytes('report', piece);
  }
  // A file that is as large as a file may be was cut by the system, or by us.
  return executionOf(receipt, reportBytes >= limits.fileLimitBytes ? 'cut' : 'whole');
}

/** Runs a built-in probe and feeds its lines to the session. */
export async function executeProbe(
  probe: ProbeTool,
  request: ToolRunRequest,
  session: RunSession,
  limits: ExecutionLimits,
  signal: AbortSignal,
): Promise<Execution> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort('time_limit' satisfies EndCause), limits.timeLimitMs);
  const ends = AbortSignal.any([signal, deadline.signal]);
  let bytes = 0;
  let dropped = 0;
  let error: string | undefined;
  try {
    for await (const line of probe.collect(request, ends)) {
      if (bytes + line.length > limits.outputLimitBytes) {
        dropped += line.length;
        continue;
      }
      bytes += line.length + 1;
      await session.takeText('stdout', `${line}\n`);
    }
  } catch (cause) {
    // A probe says in a line what it could not reach; an exception is a fault of ours, and the run fails with its words.
    if (!(cause instanceof Error)) throw cause;
    if (!ends.aborted) error = cause.message;
  } finally {
    clearTimeout(timer);
  }
  return {
    exit: {
      code: 0,
      signal: null,
      truncated: dropped > 0,
      ...(ends.aborted ? { endedBy: ends.reason as EndCause } : {}),
      ...(error === undefined ? {} : { error }),
    },
    stdoutBytes: bytes + dropped,
    stderrBytes: 0,
    droppedBytes: dropped,
    receipt: { pids: [], survivors: [], isolation: 'none' },
  };
}

/** The exact command of a probe, as it is shown beside those of programs. */
export function probeArgv({ manifest }: ProbeTool, { endpoint, profile }: ToolRunRequest): readonly string[] {
  const place = endpoint.port === undefined ? endpoint.address : `${endpoint.address}:${endpoint.port}`;
  return ['parallax-probe', manifest.id, '--profile', profile, place];
}

export function timeLimitMs({ manifest }: ExternalTool | ProbeTool, profile: Profile): number {
  return (manifest.profiles[profile]?.timeLimitSeconds ?? 0) * 1000;
}

function executionOf(receipt: ProcessReceipt, report: 'whole' | 'cut'): Execution {
  const { exit } = receipt;
  return {
    exit: report === 'cut' ? { ...exit, truncated: true } : exit,
    stdoutBytes: receipt.bytes.stdout,
    stderrBytes: receipt.bytes.stderr,
    droppedBytes: receipt.droppedBytes,
    receipt: {
      pids: receipt.pids,
      survivors: receipt.survivors,
      ...(receipt.endedInMs === undefined ? {} : { endedInMs: receipt.endedInMs }),
      isolation: receipt.tier,
    },
  };
}
