import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { type LeftRun } from './process-contract.js';
import { encodeMessage, type ReaperMessage } from './reaper-message.js';

/** A reaper that lives shorter than this cannot live here at all, and is not started again. */
const MIN_LIFE_MS = 2000;

/** The compiled script of the process that stays behind. */
export const REAPER_SCRIPT = join(import.meta.dirname, 'reaper-sidecar.js');

/**
 * A second process that ends the runs of a server that was killed. It holds one end of a pipe and knows that the server is gone
 * when the other end closes, whatever the reason. One is enough for all runs; it is started with the first.
 */
export class Reaper {
  private readonly runs = new Map<string, LeftRun>();
  private sidecar: { readonly process: ChildProcess; readonly since: number } | undefined;
  private closed = false;

  constructor(
    private readonly script: string,
    private readonly gaveUp: () => void,
  ) {}

  /** Told before the process starts, and again when its pid is known: there is no moment in which it could be missed. */
  watch(run: LeftRun): void {
    this.runs.set(run.token, run);
    this.tell({ watch: run });
  }

  forget(token: string): void {
    this.runs.delete(token);
    this.tell({ forget: token });
  }

  /** Lets it end what is still watched, and then itself. */
  close(): void {
    this.closed = true;
    this.sidecar?.process.stdin?.end();
  }

  private tell(message: ReaperMessage): void {
    if (this.closed) return;
    if (this.sidecar === undefined) this.start();
    else this.sidecar.process.stdin?.write(encodeMessage(message));
  }

  private start(): void {
    const child = spawn(process.execPath, [this.script], {
      detached: true, // a signal to the server's group must not reach it
      cwd: '/',
      env: {},
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.sidecar = { process: child, since: performance.now() };
    child.stdin.on('error', () => undefined); // its end is noticed below
    child.on('error', () => this.ended(child));
    child.on('exit', () => this.ended(child));
    child.unref();
    if ('unref' in child.stdin) (child.stdin as unknown as { unref(): void }).unref();
    for (const run of this.runs.values()) child.stdin.write(encodeMessage({ watch: run }));
  }

  private ended(child: ChildProcess): void {
    if (this.closed || this.sidecar?.process !== child) return;
    const lived = performance.now() - this.sidecar.since;
    this.sidecar = undefined;
    if (lived >= MIN_LIFE_MS) return this.start();
    this.closed = true;
    this.gaveUp();
  }
}
