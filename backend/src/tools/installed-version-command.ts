import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../platform/process/program-search.js';
import { type ProcessLimits, type ProcessRunner } from '../platform/process/process-runner.js';
import { VersionCommand } from './tool-availability.js';

/** A program that cannot tell its version in so little time is of no use. */
const LIMITS: ProcessLimits = {
  timeLimitMs: 15_000,
  graceMs: 500,
  maxParsedBytes: 64 * 1024,
  maxDrainedBytes: 1024 * 1024,
  maxFileBytes: 1024 * 1024,
};

/** Asks the programs installed on this machine. */
export class InstalledVersionCommand extends VersionCommand {
  constructor(private readonly runner: ProcessRunner) {
    super();
  }

  async run(argv: readonly string[]): Promise<{ readonly path: string; readonly output: string } | undefined> {
    const [program = '', ...args] = argv;
    const path = await findProgram(program);
    if (path === undefined) return undefined;

    const workdir = await mkdtemp(join(tmpdir(), 'parallax-version-'));
    const pieces: string[] = [];
    try {
      await this.runner.run(
        { spec: { program, args, parsed: ['stdout', 'stderr'] }, token: randomUUID(), workdir, limits: LIMITS },
        {
          started: () => undefined,
          output: (_, chunk) => void pieces.push(new TextDecoder().decode(chunk)),
        },
        new AbortController().signal,
      );
    } finally {
      await rm(workdir, { recursive: true, force: true });
    }
    return { path, output: pieces.join('') };
  }
}
