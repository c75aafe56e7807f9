import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { type Readable } from 'node:stream';
import { type RawExit } from './exit-report.js';
import { type FirstProcess } from './process-ending.js';
import { type ProcessTable } from './process-table.js';

/** A process that was started, in a session of its own and without input. */
export interface Launched extends FirstProcess {
  readonly startTime: string;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly ended: Promise<RawExit>;
}

/** Starts a program; never rejects. @returns the reason in words when the system refuses */
export async function launch(
  [file = '', ...args]: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
  role: FirstProcess['role'],
  table: ProcessTable,
): Promise<Launched | { readonly refusal: string }> {
  let child: ChildProcessByStdio<null, Readable, Readable>;
  try {
    child = spawn(file, args, { ...options, shell: false, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    return { refusal: wordsOf(error) };
  }
  const refused = new Promise<string>((resolve) => child.once('error', (error) => resolve(wordsOf(error))));
  const ended = new Promise<RawExit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  const { pid, stdout, stderr } = child;
  // Somebody who listens but does not read yet: without one, Node throws away what is unread when the process ends.
  for (const stream of [stdout, stderr]) stream.on('readable', () => undefined);
  if (pid === undefined) return { refusal: await refused };

  // Asked before anything is awaited: until then even a program that has ended at once is still listed.
  const startTime = await table.startTimeOf(pid).catch(() => '');
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return { pid, role, startTime, stdout, stderr, ended, hasEnded };
}

function wordsOf(error: unknown): string {
  return `the program could not be started: ${error instanceof Error ? error.message : String(error)}`;
}
