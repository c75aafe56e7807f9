// A server that only runs tools, as a process of its own that can be killed or measured. Prints one JSON value a line:
// the start of each run, `"ready"` when its tool is, and its receipt.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type CommandSpec } from '../../src/platform/process/command-spec.js';
import { type ProcessLimits, ProcessRunner } from '../../src/platform/process/process-runner.js';
import { type WrapperPlan } from '../../src/platform/process/wrapper-command.js';

export interface StandInOrder {
  readonly plan: WrapperPlan;
  readonly runs: readonly { readonly spec: CommandSpec; readonly token: string }[];
  readonly limits: ProcessLimits;
}

const { plan, runs, limits } = JSON.parse(process.argv[2] ?? '') as StandInOrder;
const runner = new ProcessRunner({ plan: () => Promise.resolve(plan) });
const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
const delay = monitorEventLoopDelay({ resolution: 10 });
const baseKb = process.resourceUsage().maxRSS;
delay.enable();

await Promise.all(
  runs.map(async ({ spec, token }) => {
    const workdir = mkdtempSync(join(tmpdir(), 'stand-in-'));
    let head = '';
    const receipt = await runner.run(
      { spec, token, workdir, limits },
      {
        started: ({ pid, startTime }) => say({ token, pid, startTime }),
        output: (_, chunk) => {
          if (head.includes('ready')) return;
          head = (head + new TextDecoder().decode(chunk)).slice(0, 100);
          if (head.includes('ready')) say('ready');
        },
      },
      new AbortController().signal,
    );
    const grownMb = (process.resourceUsage().maxRSS - baseKb) / 1024;
    say({ receipt, grownMb, loopDelayMs: delay.percentile(99) / 1e6 });
  }),
);
