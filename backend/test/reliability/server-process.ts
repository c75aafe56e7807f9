import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type NewScanDto } from '../../src/scans/dto/new-scan.dto.js';
import { type ScanDto, type ScanPageDto } from '../../src/scans/dto/scan.dto.js';
import { type ToolRunDto } from '../../src/scans/dto/tool-run.dto.js';
import { type ScriptOfTool } from './script-of-tool.js';

const SCRIPT = join(import.meta.dirname, 'scripted-server.mjs');
const BUILT = join(import.meta.dirname, '../../../dist/backend/main.js');
const READY = /Parallax is ready: (http:\/\/\S+)/;
const PATIENCE_MS = 45_000;
const OUTPUT_KEPT = 20_000;
const FINISHED: readonly ScanDto['state'][] = ['completed', 'partial', 'failed', 'cancelled'];

/** The built server with scripted tools, as a process of its own that can be killed and measured at any moment. */
export class ServerProcess {
  private readonly ended: Promise<unknown>;
  private output = '';

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'exit');
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (piece: string) => {
        this.output = (this.output + piece).slice(-OUTPUT_KEPT);
      });
    }
  }

  /** Only launches it; `ready` tells when it answers. Its data lies in `folder`, for the next one to go on with. */
  static launch(
    folder: string,
    tools: readonly ScriptOfTool[],
    settings: Readonly<Record<string, string>> = {},
  ): ServerProcess {
    if (!existsSync(BUILT)) throw new Error('The server is not built: npx nx run backend:build');
    const env = {
      PATH: process.env['PATH'],
      PORT: '0',
      DATA_DIR: folder,
      LOG_DIR: join(folder, 'logs'),
      SCRIPTED_TOOLS: JSON.stringify(tools),
      ...settings,
    };
    const child = spawn(process.execPath, [SCRIPT], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = (): boolean => child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    return new ServerProcess(child);
  }

  static async start(...given: Parameters<typeof ServerProcess.launch>): Promise<ServerProcess> {
    const server = ServerProcess.launch(...given);
    await server.ready();
    return server;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async ready(): Promise<void> {
    await this.eventually(
      () => Promise.resolve(this.output),
      (output) => READY.test(output),
    );
  }

  /** As a crash would, in the middle of whatever it does. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** As an operator would. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await Promise.race([this.ended, delay(PATIENCE_MS, undefined, { ref: false }).then(() => this.kill())]);
  }

  /** What `/api/v1` + path answers. @throws Error when it is not what it should be */
  async request<Body>(method: 'GET' | 'POST', path: string, body?: object): Promise<Body> {
    const origin = READY.exec(this.output)?.[1] ?? '';
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${origin}/api/v1${path}`, { method, ...(body === undefined ? {} : json) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}\n${this.output}`);
    return JSON.parse(text) as Body;
  }

  /** Starts a scan of this machine, which the test is allowed to scan. Fresh: what is tested is processes, not kept output. */
  async startScan(tools: readonly string[], part: Partial<NewScanDto> = {}): Promise<string> {
    const order = { target: '127.0.0.1', tools, fresh: true, authorisation: { authorisedBy: 'the test' }, ...part };
    return (await this.request<ScanDto>('POST', '/scans', order)).id;
  }

  scans(): Promise<ScanPageDto> {
    return this.request('GET', '/scans');
  }

  scan(id: string): Promise<ScanDto> {
    return this.request('GET', `/scans/${id}`);
  }

  async runs(id: string): Promise<readonly ToolRunDto[]> {
    return (await this.request<{ items: ToolRunDto[] }>('GET', `/scans/${id}/runs`)).items;
  }

  scanUntil(id: string, wanted: (scan: ScanDto) => boolean, patienceMs = PATIENCE_MS): Promise<ScanDto> {
    return this.eventually(() => this.scan(id), wanted, patienceMs);
  }

  finished(id: string, patienceMs = PATIENCE_MS): Promise<ScanDto> {
    return this.scanUntil(id, ({ state }) => FINISHED.includes(state), patienceMs);
  }

  private async eventually<T>(
    look: () => Promise<T>,
    wanted: (seen: T) => boolean,
    patienceMs = PATIENCE_MS,
  ): Promise<T> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const seen = await look();
      if (wanted(seen)) return seen;
      if (this.hasEnded || performance.now() > deadline) {
        throw new Error(`still not so: ${JSON.stringify(seen)}\n${this.output}`);
      }
      await delay(10);
    }
  }
}
