import { execFileSync } from 'node:child_process';
import { ProcessRunner } from '../../src/platform/process/process-runner.js';
import { type WrapperPlan } from '../../src/platform/process/wrapper-command.js';
import { CompiledBackend } from './compiled-backend.js';
import { type NastyTool } from './nasty-tools.js';

type Plans = Partial<Record<'best' | 'own' | 'mapped' | 'reaper', WrapperPlan>>;

/** One way to hold runs, and the tools that it promises to end. */
export interface RunnerPlace {
  readonly name: string;
  readonly plan: WrapperPlan;
  /** Ended by a cancel. */
  readonly ends: readonly NastyTool[];
  /** Ended when the server is killed, without a new start. */
  readonly endsWithServer: readonly NastyTool[];
  runner(): ProcessRunner;
}

const ALL: readonly NastyTool[] = ['tree', 'deaf', 'daemon', 'scrubbed', 'storm'];
/** Without a process namespace, what left its group and its parent cannot be told from a stranger. */
const IN_GROUP: readonly NastyTool[] = ['tree', 'deaf'];

export const backend = new CompiledBackend();

/** The ways to hold runs that this machine offers; one that is missing is named, and in CI it is a fault of the set-up. */
export function runnerPlaces(): readonly RunnerPlace[] {
  const script = backend.compile('test/process/print-plans.ts');
  const { own, mapped, reaper } = JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' })) as Plans;
  const group: WrapperPlan = { tier: 'group' };
  const places = [
    place('a namespace', own ?? mapped, ALL, ALL),
    place('a reaper', reaper, ALL, ALL),
    place('a group', group, IN_GROUP, []),
  ];
  // Root can try what an ordinary user has; an ordinary user has nothing more to try.
  if (own !== undefined) places.push(place('a namespace with its own users', mapped, ALL, ALL));
  return places.flat();
}

function place(
  name: string,
  plan: WrapperPlan | undefined,
  ends: readonly NastyTool[],
  endsWithServer: readonly NastyTool[],
): readonly RunnerPlace[] {
  if (plan !== undefined) {
    const runner = (): ProcessRunner =>
      new ProcessRunner({ plan: () => Promise.resolve(plan), reaperScript: backend.reaperScript });
    return [{ name, plan, ends, endsWithServer, runner }];
  }
  const message = `this machine cannot hold processes in ${name}`;
  if (process.env.CI !== undefined) throw new Error(message);
  process.stderr.write(`SKIPPED: ${message}\n`);
  return [];
}
