import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type CommandSpec } from '../../src/platform/process/command-spec.js';
import { type ProcessLimits, type ProcessReceipt } from '../../src/platform/process/process-runner.js';
import { perl } from './nasty-tools.js';
import { backend, type RunnerPlace, runnerPlaces } from './runner-places.js';
import { type StandInOrder } from './stand-in-server.js';
import { LIMITS } from './test-run.js';

const MB = 1024 ** 2;
const script = backend.compile('test/process/stand-in-server.ts');

afterAll(() => backend.remove());

interface Measured {
  readonly receipt: ProcessReceipt;
  readonly grownMb: number;
  readonly loopDelayMs: number;
}

/** Runs the tool in a server of its own, because the memory of this process belongs to the tests. */
async function measured(
  plan: RunnerPlace['plan'],
  spec: CommandSpec,
  limits: Partial<ProcessLimits>,
): Promise<Measured> {
  const order: StandInOrder = { plan, runs: [{ spec, token: crypto.randomUUID() }], limits: { ...LIMITS, ...limits } };
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(order)]);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Measured;
}

const flood = (script: string): CommandSpec =>
  perl(`my $line = "x" x 65535 . "\\n"; my $block = "y" x 65536; ${script}`);

describe.each(runnerPlaces())('a flood of output in $name', ({ plan }) => {
  it('is handed on up to its limit and counted to its end, in bounded memory', async () => {
    const tool = flood('syswrite STDOUT, $line for 1..3200; exit 5');

    const { receipt, grownMb } = await measured(plan, tool, { maxParsedBytes: MB });

    expect(receipt).toMatchObject({
      exit: { code: 5, truncated: true },
      bytes: { stdout: 200 * MB, stderr: 0 },
      droppedBytes: 199 * MB,
    });
    expect(receipt.exit).not.toHaveProperty('endedBy');
    expect(grownMb).toBeLessThan(64);
  });

  it('may be one endless line', async () => {
    const tool = flood('syswrite STDOUT, $block for 1..3200');

    const { receipt, grownMb } = await measured(plan, tool, {});

    expect(receipt).toMatchObject({ exit: { code: 0, truncated: true }, droppedBytes: 136 * MB });
    expect(grownMb).toBeLessThan(64);
  });

  it('may come from both streams at once', async () => {
    const tool = flood('for (1..800) { syswrite STDOUT, $line; syswrite STDERR, $block }');

    const { receipt, grownMb } = await measured(plan, tool, { maxParsedBytes: 10 * MB });

    expect(receipt).toMatchObject({
      exit: { code: 0, truncated: true },
      bytes: { stdout: 50 * MB, stderr: 50 * MB },
      droppedBytes: 80 * MB,
    });
    expect(grownMb).toBeLessThan(64);
  });

  it('ends the tool when it does not stop', async () => {
    const tool = flood('$SIG{TERM} = "IGNORE"; syswrite STDOUT, $line while 1');

    const { receipt, grownMb } = await measured(plan, tool, {
      maxParsedBytes: MB,
      maxDrainedBytes: 50 * MB,
      graceMs: 200,
    });

    expect(receipt).toMatchObject({
      exit: { endedBy: 'output_limit', truncated: true, signal: 'SIGKILL' },
      survivors: [],
    });
    expect(receipt.droppedBytes).toBeGreaterThan(50 * MB);
    expect(grownMb).toBeLessThan(64);
  });
});
