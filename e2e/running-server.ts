import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '..');
const READY = /Parallax is ready: (http:\S+)/;

/** The built server as a user runs it, on a free port and a data folder of its own. */
export class RunningServer {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    readonly address: string,
  ) {}

  static async start(settings: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
    const folder = mkdtempSync(join(tmpdir(), 'parallax-e2e-'));
    const server = spawn(process.execPath, ['dist/backend/main.js'], {
      cwd: ROOT,
      env: {
        ...process.env,
        PORT: '0',
        DATA_DIR: folder,
        LOG_DIR: join(folder, 'logs'),
        LOG_LEVEL: 'warn',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: server.stdout })) {
      const address = READY.exec(line)?.[1];
      if (address === undefined) continue;
      server.stdout.resume();
      return new RunningServer(server, folder, address);
    }
    throw new Error(`The server ended before it was ready, with code ${server.exitCode ?? 'unknown'}.`);
  }

  async stop(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
