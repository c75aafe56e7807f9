import { randomUUID } from 'node:crypto';
import { type ProcessLimits, ProcessRunner } from '../../../backend/src/platform/process/process-runner.js';

const MEGABYTE = 1024 ** 2;
const LIMITS: ProcessLimits = {
  timeLimitMs: 60_000,
  graceMs: 1000,
  maxParsedBytes: MEGABYTE,
  maxDrainedBytes: MEGABYTE,
  maxFileBytes: MEGABYTE,
};

/** Runs `sleep` as the server runs a tool: by its process runner, held in the firmest way that works on this machine. */
export class SleepingRuns {
  private readonly runner = new ProcessRunner();

  private constructor(private readonly workdir: string) {}

  /** @param workdir an existing folder */
  static async open(workdir: string): Promise<SleepingRuns> {
    const runs = new SleepingRuns(workdir);
    await runs.sleep(1); // the server, too, tries out how it can hold processes before its first scan
    return runs;
  }

  /** How runs are held here. */
  isolation(): ReturnType<ProcessRunner['isolation']> {
    return this.runner.isolation();
  }

  /** Resolves when the process has ended and nothing of it is left. @throws Error when it did not run to its end */
  async sleep(milliseconds: number): Promise<void> {
    const spec = { program: 'sleep', args: [secondsText(milliseconds)], parsed: [] };
    const request = { spec, token: randomUUID(), workdir: this.workdir, limits: LIMITS };
    const sink = { started: () => undefined, output: () => undefined };
    const { exit } = await this.runner.run(request, sink, new AbortController().signal);
    if (exit.code !== 0) throw new Error(`sleep did not run: ${exit.error ?? `code ${exit.code ?? 'unknown'}`}`);
  }

  close(): void {
    this.runner.close();
  }
}

/** As `sleep` takes it. */
export function secondsText(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
