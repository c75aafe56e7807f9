import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandSpec, type EndCause } from '../../src/platform/process/command-spec.js';
import {
  type ProcessLimits,
  type ProcessReceipt,
  type ProcessRunner,
  type ProcessSink,
  type ProcessStart,
} from '../../src/platform/process/process-runner.js';

export const LIMITS: ProcessLimits = {
  timeLimitMs: 60_000,
  graceMs: 1000,
  maxParsedBytes: 64 * 1024 ** 2,
  maxDrainedBytes: 1024 ** 3,
  maxFileBytes: 16 * 1024 ** 2,
};

/** One run under test, with all that it gave. */
export class TestRun {
  readonly token = randomBytes(16).toString('hex');
  readonly workdir = mkdtempSync(join(tmpdir(), 'process-run-'));
  readonly text = { stdout: '', stderr: '' };
  start: ProcessStart | undefined;
  readonly receipt: Promise<ProcessReceipt>;
  /** Fulfilled when the tool has printed `ready`. */
  readonly ready: Promise<void>;
  private readonly controller = new AbortController();
  private isReady: () => void = () => undefined;

  constructor(
    runner: ProcessRunner,
    spec: CommandSpec,
    limits: Partial<ProcessLimits> = {},
    sink: Partial<ProcessSink> = {},
  ) {
    this.ready = new Promise((resolve) => (this.isReady = resolve));
    this.receipt = runner
      .run(
        { spec, token: this.token, workdir: this.workdir, limits: { ...LIMITS, ...limits } },
        {
          started: (start) => {
            this.start = start;
            return sink.started?.(start);
          },
          output: (stream, chunk) => {
            if (sink.output !== undefined) return sink.output(stream, chunk);
            this.text[stream] += new TextDecoder().decode(chunk);
            if (this.text.stdout.includes('ready')) this.isReady();
          },
        },
        this.controller.signal,
      )
      .finally(() => rmSync(this.workdir, { recursive: true, force: true }));
  }

  end(cause: EndCause = 'cancelled'): Promise<ProcessReceipt> {
    this.controller.abort(cause);
    return this.receipt;
  }
}
