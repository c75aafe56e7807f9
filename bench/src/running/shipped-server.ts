import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../../backend/main.js');
const READY = /Parallax is ready: (http:\/\/\S+)/;
const READY_WITHIN_MS = 60_000;

/** The server as it is shipped, in a process and on a data folder of its own. */
export class ShippedServer {
  private constructor(
    private readonly child: ChildProcess,
    /** Without a slash at the end. */
    readonly url: string,
  ) {}

  /** @param folder for its data and logs; made when it is missing */
  static async start(folder: string, settings: Readonly<Record<string, string>> = {}): Promise<ShippedServer> {
    await mkdir(folder, { recursive: true });
    const child = spawn(process.execPath, [MAIN], {
      cwd: folder,
      env: { ...process.env, PORT: '0', DATA_DIR: folder, LOG_DIR: folder, LOG_LEVEL: 'fatal', ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new ShippedServer(child, await addressOf(child));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** @throws Error with the answer's text when it is not a success */
  async get<Body>(path: string): Promise<Body> {
    return bodyOf<Body>(await fetch(`${this.url}${path}`));
  }

  async post<Body>(path: string, body: object): Promise<Body> {
    const headers = { 'content-type': 'application/json' };
    return bodyOf<Body>(await fetch(`${this.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The server did not start: ${said}`)), READY_WITHIN_MS);
    child.once('exit', () => reject(new Error(`The server ended: ${said}`)));
    child.stdout?.on('data', (text: Buffer) => {
      said += text.toString();
      const [, address] = READY.exec(said) ?? [];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}

async function bodyOf<Body>(answer: Response): Promise<Body> {
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Body;
}
