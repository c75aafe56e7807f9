import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { type IsolationTier } from './process-contract.js';
import { findProgram } from './program-search.js';
import {
  type NamespacePlan,
  type ReaperPlan,
  wrapperCommand,
  type WrapperPlan,
  type WrapperSettings,
} from './wrapper-command.js';

const TRIAL_LIMIT_MS = 10_000;

/** The firmest plan that works on this machine: each is tried by running a program under it. */
export async function bestPlan(): Promise<WrapperPlan> {
  return (await namespacePlan('own')) ?? (await namespacePlan('mapped')) ?? (await reaperPlan()) ?? { tier: 'group' };
}

/** Undefined when this machine or this user lacks what it needs. */
export async function namespacePlan(users: NamespacePlan['users']): Promise<NamespacePlan | undefined> {
  const [sh, setpriv, unshare, prlimit, tini] = await Promise.all(
    ['sh', 'setpriv', 'unshare', 'prlimit', 'tini'].map((name) => findProgram(name)),
  );
  if (!hasProc() || !sh || !setpriv || !unshare || !prlimit || !tini) return undefined;
  const plan: NamespacePlan = { tier: 'namespace', users, sh, setpriv, unshare, prlimit, tini };
  return (await works(plan)) ? plan : undefined;
}

/** Undefined on a system without /proc. Programs that are missing or not allowed here are left out of the plan. */
export async function reaperPlan(): Promise<ReaperPlan | undefined> {
  if (!hasProc()) return undefined;
  const [sh, prlimit, tini] = await Promise.all(['sh', 'prlimit', 'tini'].map((name) => findProgram(name)));
  const parts: readonly Partial<ReaperPlan>[] = [sh ? { sh } : {}, prlimit ? { prlimit } : {}, tini ? { tini } : {}];
  const working = await Promise.all(
    parts.map(async (part) => ((await works({ tier: 'reaper', ...part })) ? part : {})),
  );
  return working.reduce<ReaperPlan>((plan, part) => ({ ...plan, ...part }), { tier: 'reaper' });
}

/** What is lost with this plan, in words for the log; undefined when nothing is. */
export function weaknessOf(tier: IsolationTier): string | undefined {
  switch (tier) {
    case 'namespace':
      return undefined;
    case 'reaper':
      return 'tools run without a process namespace: one that hides on purpose may survive its end (install tini and util-linux, and allow namespaces)';
    case 'group':
      return 'tools run in a process group only: one that leaves its group may survive its end, and so may all when the server is killed';
  }
}

/** Runs a program that does nothing under the plan. */
export async function works(plan: WrapperPlan, settings?: Pick<WrapperSettings, 'memoryGroup'>): Promise<boolean> {
  const nothing = await findProgram('true');
  if (nothing === undefined) return false;
  const limits = { serverPid: process.pid, maxFileBytes: 1024 ** 2, ...settings };
  const [file = '', ...args] = wrapperCommand(plan, limits, [nothing]);
  try {
    await promisify(execFile)(file, args, { env: {}, timeout: TRIAL_LIMIT_MS, killSignal: 'SIGKILL' });
    return true;
  } catch {
    return false; // not allowed here, or an older program without these options
  }
}

function hasProc(): boolean {
  return existsSync('/proc/self/stat');
}
