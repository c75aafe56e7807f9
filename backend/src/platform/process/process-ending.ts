import { setTimeout as delay } from 'node:timers/promises';
import { type MemberLook, type MemberWatch } from './member-watch.js';
import { identityOf } from './process-members.js';

const SHORTEST_POLL_MS = 20;
const LONGEST_POLL_MS = 160;
/** What the other processes of a run get to end once the first one has ended. */
const LEFTOVER_GRACE_MS = 250;
/** A process that the kernel has not removed so long after its SIGKILL hangs in a system call. */
const KILL_DEADLINE_MS = 5000;
/** What a wrapper gets to notice that the tool in it is gone. */
const WRAPPER_GRACE_MS = 300;
/** Looks after which processes that keep multiplying while they are being stopped are killed as they are. */
const MAX_FREEZE_LOOKS = 50;
/** Rounds of killing at once before the others get a turn. */
const MAX_STRIKES = 20;
/** What is needed for a proof, and what a look that found nothing adds to it: little when it may have missed something. */
const PROOF = 20;
const WHOLE_LOOK = 10;
const PARTIAL_LOOK = 1;

/** The process that a run was started with. */
export interface FirstProcess {
  readonly pid: number;
  /**
   * Whether it is the tool, or a program around it that waits for all below it and so leaves no zombies. All that is below
   * `namespace` is one child, with which the kernel ends all others.
   */
  readonly role: 'tool' | 'wrapper' | 'namespace';
  hasEnded(): boolean;
  readonly ended: Promise<unknown>;
}

/** Asks a run to end, waits for at most `graceMs`, then kills what is left. @returns the pids that are not proven to be gone */
export async function endRun(first: FirstProcess, watch: MemberWatch, graceMs: number): Promise<readonly number[]> {
  await look(watch); // before anything dies: what descends from a living process can be seen to
  signalGroup(first, 'SIGTERM');
  await untilGone(first, watch, graceMs);
  return killMembers(watch, first);
}

/**
 * Kills all processes of a run. What no namespace holds is stopped first, and looked for again until no new one appears, so that
 * none can fork away in between. A wrapper is killed only when it does not end by itself. @returns the pids that are not proven
 * to be gone
 */
export async function killMembers(watch: MemberWatch, first?: FirstProcess): Promise<readonly number[]> {
  const wrapper = first === undefined || first.role === 'tool' ? undefined : first.pid;
  await look(watch); // before anything dies: what descends from a living process can be seen to
  if (first?.role === 'namespace') await killNamespace(first, watch);
  const deadline = performance.now() + KILL_DEADLINE_MS;
  let wrapperDeadline = deadline;
  // On a machine where others come and go all the time no look is ever whole: then many in a row are as good.
  for (let proof = 0; proof < PROOF;) {
    if (first?.role !== 'namespace') strike(watch, wrapper);
    const looked = await freeze(watch, wrapper);
    const members = looked?.members;
    const below = members?.filter(({ pid }) => pid !== wrapper) ?? [];
    for (const { pid } of below) signal(pid, 'SIGKILL');
    if (below.length === 0) wrapperDeadline = Math.min(wrapperDeadline, performance.now() + WRAPPER_GRACE_MS);
    if (first !== undefined && (members === undefined || performance.now() > wrapperDeadline))
      signalGroup(first, 'SIGKILL');

    // nothing outlives its namespace, so that nothing can have been missed there
    const isWhole = looked?.isWhole === true || first?.role === 'namespace';
    proof = members?.length === 0 ? proof + (isWhole ? WHOLE_LOOK : PARTIAL_LOOK) : 0;
    if (performance.now() > deadline) return members?.map(({ pid }) => pid) ?? watch.pids;
    await delay(proof > 0 ? 1 : SHORTEST_POLL_MS);
  }
  return [];
}

/** Nothing forks away from this. A run that is still starting may have no namespace yet; then nothing is done. */
async function killNamespace({ pid }: FirstProcess, watch: MemberWatch): Promise<void> {
  const members = (await look(watch))?.members ?? [];
  for (const member of members.filter(({ parent }) => parent === pid)) signal(member.pid, 'SIGKILL');
}

async function untilGone(first: FirstProcess, watch: MemberWatch, graceMs: number): Promise<void> {
  let deadline = performance.now() + graceMs;
  let firstIsGone = false;
  for (let pollMs = SHORTEST_POLL_MS; performance.now() < deadline; pollMs = Math.min(pollMs * 2, LONGEST_POLL_MS)) {
    const pause = delay(Math.min(pollMs, deadline - performance.now()));
    await (firstIsGone ? pause : Promise.race([first.ended, pause]));
    if ((await look(watch))?.members.length === 0) return; // not the last word: what is left is killed
    if (firstIsGone || !first.hasEnded()) continue;
    firstIsGone = true;
    pollMs = SHORTEST_POLL_MS;
    deadline = Math.min(deadline, performance.now() + LEFTOVER_GRACE_MS);
  }
}

async function freeze(watch: MemberWatch, wrapper: number | undefined): Promise<MemberLook | undefined> {
  const stopped = new Set<string>();
  let looked = await look(watch);
  for (let looks = 1; looks < MAX_FREEZE_LOOKS; looks++) {
    const running =
      looked?.members.filter((member) => member.pid !== wrapper && !stopped.has(identityOf(member))) ?? [];
    if (running.length === 0) break;
    for (const member of running) {
      signal(member.pid, 'SIGSTOP');
      stopped.add(identityOf(member));
    }
    looked = await look(watch);
  }
  return looked;
}

/** What forks faster than anybody can look is met one by one; what clears its environment is left to those who look. */
function strike(watch: MemberWatch, wrapper: number | undefined): void {
  try {
    for (let strikes = 0; strikes < MAX_STRIKES && watch.strike(wrapper) > 0; strikes++);
  } catch {
    // The table could not be read; the look that follows tells.
  }
}

/** Undefined when the table could not be read, for want of file handles for example: then nothing is proven. */
async function look(watch: MemberWatch): Promise<MemberLook | undefined> {
  try {
    return await watch.look();
  } catch {
    return undefined;
  }
}

/** As long as the first process has not been waited for, its number and its group's are certainly still ours. */
function signalGroup(first: FirstProcess, name: NodeJS.Signals): void {
  if (!first.hasEnded()) signal(-first.pid, name);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile, or it is not ours to end; the next look tells which.
  }
}
