import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const MAIN = join(import.meta.dirname, '../../../dist/backend/main.js');
const READY = /Parallax is ready: (http:\/\/\S+)/;
const READY_WITHIN_MS = 30_000;
const STOPPED_WITHIN_MS = 30_000;
const OUTPUT_KEPT = 20_000;

export interface ServerOptions {
  /** Settings as in `.env.example`; the port is free and the data lies in a temporary folder unless they say otherwise. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Modules that the server loads before anything else. */
  readonly preload?: readonly string[];
  /** Folder of an earlier server, to start again on its data; absent means a new one. */
  readonly folder?: string;
}

/** Answer of the API: its status and its JSON, which the caller knows the type of. */
export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

/** The built server in a process of its own, as a user runs it. */
export class RunningServer {
  private constructor(
    private readonly process: ChildProcess,
    private readonly output: () => string,
    readonly folder: string,
    /** Origin of the API, e.g. `http://127.0.0.1:41234`. */
    readonly origin: string,
  ) {}

  /** @throws Error with the server's output when it does not get ready */
  static async start({ settings = {}, preload = [], folder }: ServerOptions = {}): Promise<RunningServer> {
    if (!existsSync(MAIN)) throw new Error('The server is not built: npx nx run backend:build');
    const place = folder ?? mkdtempSync(join(tmpdir(), 'parallax-server-'));
    const child = launch(place, settings, preload);
    const output = collected(child);
    try {
      return new RunningServer(child, output, place, await untilReady(child, output));
    } catch (error) {
      if (folder === undefined) rmSync(place, { recursive: true, force: true });
      throw error;
    }
  }

  /** Sends a request to `/api/v1` + path. */
  async request<Body>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Answer<Body>> {
    const response = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Body };
  }

  /** Reads something that has to be there. @throws Error with the answer when it is not */
  async get<Body>(path: string): Promise<Body> {
    const { status, body } = await this.request<Body>('GET', path);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}\n${this.output()}`);
    return body;
  }

  /** Stops it as an operator does and deletes its data. @throws Error when it does not end in time */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Ends it as a crash would; its data stays for the next start. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (hasEnded(this.process)) return;
    const ended = once(this.process, 'exit', { signal: AbortSignal.timeout(STOPPED_WITHIN_MS) });
    this.process.kill(signal);
    try {
      await ended;
    } catch (error) {
      this.process.kill('SIGKILL');
      throw new Error(`The server did not end after ${signal}:\n${this.output()}`, { cause: error });
    }
  }
}

function launch(folder: string, settings: Readonly<Record<string, string>>, preload: readonly string[]): ChildProcess {
  const imports = preload.map((file) => `--import=${pathToFileURL(file).href}`);
  const child = spawn(process.execPath, ['--enable-source-maps', ...imports, MAIN], {
    cwd: folder, // no .env of the workspace
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      LOG_DIR: join(folder, 'logs'),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return child;
}

function collected(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => {
      text = (text + piece).slice(-OUTPUT_KEPT);
    });
  }
  return () => text;
}

async function untilReady(child: ChildProcess, output: () => string): Promise<string> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline && !hasEnded(child)) {
    const origin = READY.exec(output())?.[1];
    if (origin !== undefined) return origin;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`The server did not get ready:\n${output()}`);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
