import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../src/app.module.js';
import { configure, httpAdapter } from '../../src/bootstrap.js';
import { Config, readConfig } from '../../src/platform/config/config.js';
import { Database } from '../../src/platform/database/database.js';
import { type ScanDto } from '../../src/scans/dto/scan.dto.js';
import { type ToolRunDto } from '../../src/scans/dto/tool-run.dto.js';
import { type Tool } from '../../src/tools/tool-adapter.js';
import { ToolRegistry } from '../../src/tools/tool-registry.js';

/** What the API answered. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** As it came. */
  readonly text: string;
  readonly body: Body;
}

/** Long enough for a slow machine under load; a test that waits so long is about to fail. */
const PATIENCE_MS = 30_000;
const FINISHED = ['completed', 'partial', 'failed', 'cancelled'];

/** The whole server with tools of the test's own, on a data folder of its own; nothing in it is replaced but the registry. */
export class TestServer {
  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly folder: string,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  static start(tools: readonly Tool[], settings: Readonly<Record<string, string>> = {}): Promise<TestServer> {
    return TestServer.open(tools, settings, mkdtempSync(join(tmpdir(), 'parallax-api-')));
  }

  private static async open(
    tools: readonly Tool[],
    settings: Readonly<Record<string, string>>,
    folder: string,
  ): Promise<TestServer> {
    const variables = { DATA_DIR: folder, LOG_DIR: join(folder, 'logs'), LOG_LEVEL: 'fatal', ...settings };
    const module = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(Config)
      .useValue(readConfig(variables))
      .overrideProvider(ToolRegistry)
      .useValue(new ToolRegistry(tools))
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
    configure(app);
    await app.listen(0, '127.0.0.1');
    return new TestServer(app, folder, settings);
  }

  /** Stops in an orderly way and starts again on the same data. */
  async restart(tools: readonly Tool[]): Promise<TestServer> {
    await this.app.close();
    return TestServer.open(tools, this.settings, this.folder);
  }

  async stop(): Promise<void> {
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** For tests that keep it busy. */
  get database(): Database {
    return this.app.get(Database);
  }

  /** A part of the server, for what only time brings about. */
  provided<T>(part: new (...args: never[]) => T): T {
    return this.app.get<T>(part);
  }

  address(): Promise<string> {
    return this.app.getUrl();
  }

  get<Body = unknown>(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer<Body>> {
    return this.send('GET', path, undefined, headers);
  }

  post<Body = unknown>(
    path: string,
    payload: object = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Body>> {
    return this.send('POST', path, payload, headers);
  }

  delete(path: string): Promise<Answer> {
    return this.send('DELETE', path);
  }

  /** Asks under another name, outside of the API's prefix. */
  asHost(url: string, host: string): Promise<Answer> {
    return this.answerOf({ method: 'GET', url, headers: { host } });
  }

  /** Sends a body as it is, JSON or not. */
  async raw(path: string, payload: string, contentType: string): Promise<Answer> {
    return this.answerOf({ method: 'POST', url: `/api/v1${path}`, payload, headers: { 'content-type': contentType } });
  }

  /** Sends a form with one file and these fields. */
  upload<Body = unknown>(
    path: string,
    content: string | Buffer,
    fileName: string,
    fields: Readonly<Record<string, string>> = {},
    fileField = 'file',
  ): Promise<Answer<Body>> {
    const boundary = 'parallax-test-boundary';
    const head = Object.entries(fields).map(
      ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const file = `--${boundary}\r\nContent-Disposition: form-data; name="${fileField}"; filename="${fileName}"\r\n\r\n`;
    const payload = Buffer.concat([
      Buffer.from(head.join('') + file),
      Buffer.from(content),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    return this.answerOf({ method: 'POST', url: `/api/v1${path}`, payload, headers });
  }

  /** What lies in the data folder, without the database. */
  files(): string[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.includes('.db') && !entry.parentPath.includes('logs'))
      .map((entry) => join(entry.parentPath, entry.name));
  }

  /** Starts a scan of this machine, which the test is allowed to scan. @throws when it is not accepted */
  async startScan(part: object = {}): Promise<ScanDto> {
    const answer = await this.post<ScanDto>('/scans', {
      target: '127.0.0.1',
      authorisation: { authorisedBy: 'the test' },
      ...part,
    });
    if (answer.status !== 202) throw new Error(`not accepted: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async scan(id: string): Promise<ScanDto> {
    return (await this.get<ScanDto>(`/scans/${id}`)).body;
  }

  async runs(id: string): Promise<readonly ToolRunDto[]> {
    return (await this.get<{ items: ToolRunDto[] }>(`/scans/${id}/runs`)).body.items;
  }

  finished(id: string): Promise<ScanDto> {
    return this.eventually(
      () => this.scan(id),
      ({ state }) => FINISHED.includes(state),
    );
  }

  /** Looks again and again until what it sees is as wanted. */
  async eventually<T>(look: () => Promise<T>, wanted: (seen: T) => boolean): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const seen = await look();
      if (wanted(seen)) return seen;
      if (Date.now() > deadline) throw new Error(`still not so: ${JSON.stringify(seen)}`);
      await sleep(25);
    }
  }

  private send<Body>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    payload?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Body>> {
    const body = payload === undefined ? {} : { payload };
    return this.answerOf({ method, url: `/api/v1${path}`, headers, ...body });
  }

  private async answerOf<Body>(
    request: Exclude<Parameters<NestFastifyApplication['inject']>[0], string | undefined>,
  ): Promise<Answer<Body>> {
    const answer = await this.app.inject(request);
    const { statusCode, headers, payload } = answer;
    const isReadable = payload !== '' && headers['content-encoding'] === undefined;
    const isJson = isReadable && String(headers['content-type']).includes('json');
    const body = (isJson ? answer.json() : payload) as Body;
    return { status: statusCode, headers, text: payload, body };
  }
}
