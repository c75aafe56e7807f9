import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

const INSTALLATIONS = '/usr/lib/postgresql';

/** A PostgreSQL server for tests: the one that TEST_DATABASE_URL names, or Debian's, started in a temporary folder. */
export interface PostgresServer {
  /** Makes an empty database. @returns its address */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** Folder of the newest installed server programs; undefined when there is none. */
export function postgresPrograms(): string | undefined {
  if (!existsSync(INSTALLATIONS)) return undefined;
  const versions = readdirSync(INSTALLATIONS).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(INSTALLATIONS, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

/** A server somebody else runs: databases are made in it, and dropped at the end. */
export class GivenServer implements PostgresServer {
  private readonly made: string[] = [];

  constructor(private readonly url: string) {}

  async createDatabase(): Promise<string> {
    const name = `parallax_test_${randomUUID().replaceAll('-', '')}`;
    await execute(this.url, `CREATE DATABASE ${name}`);
    this.made.push(name);
    const address = new URL(this.url);
    address.pathname = `/${name}`;
    return address.href;
  }

  async stop(): Promise<void> {
    for (const name of this.made) await execute(this.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

/** Debian's server on a free loopback port, as the user `postgres` when the tests run as root (it refuses to be root). */
export class OwnServer implements PostgresServer {
  private process: ChildProcess | undefined;
  private readonly owner = serverOwner();
  private readonly folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  private readonly databases: GivenServer;

  private constructor(
    private readonly programs: string,
    private readonly port: number,
  ) {
    const { uid, gid } = this.owner;
    if (uid !== undefined && gid !== undefined) chownSync(this.folder, uid, gid);
    this.databases = new GivenServer(`postgres://parallax@127.0.0.1:${port}/postgres`);
  }

  static async start(programs: string): Promise<OwnServer> {
    const server = new OwnServer(programs, await freePort());
    execFileSync(
      join(programs, 'initdb'),
      ['-D', server.data, '-U', 'parallax', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
      {
        ...server.owner,
        cwd: server.folder,
        stdio: 'ignore',
      },
    );
    await server.startAgain();
    return server;
  }

  createDatabase(): Promise<string> {
    return this.databases.createDatabase();
  }

  async startAgain(): Promise<void> {
    const settings = ['listen_addresses=127.0.0.1', 'fsync=off', 'log_min_messages=fatal'].flatMap((setting) => [
      '-c',
      setting,
    ]);
    this.process = spawn(
      join(this.programs, 'postgres'),
      ['-D', this.data, '-k', this.folder, '-p', String(this.port), ...settings],
      { ...this.owner, cwd: this.folder, stdio: 'ignore' },
    );
    await untilAnswers(`postgres://parallax@127.0.0.1:${this.port}/postgres`);
  }

  /** Ends the server as a crash would: every connection breaks, and it recovers at its next start. */
  async crash(): Promise<void> {
    await this.end('SIGQUIT');
  }

  async stop(): Promise<void> {
    await this.end('SIGINT');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get data(): string {
    return join(this.folder, 'data');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const server = this.process;
    if (server?.exitCode !== null || server.signalCode !== null) return;
    server.kill(signal);
    await once(server, 'exit');
  }
}

/** Runs one statement on a connection of its own. */
export async function execute(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // a crash of the server in the middle is what some tests are about
  await client.connect();
  try {
    return (await client.query(statement)).rows as unknown[];
  } finally {
    await client.end();
  }
}

function serverOwner(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'postgres');
  if (entry === undefined) throw new Error('PostgreSQL does not run as root, and there is no user "postgres".');
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function untilAnswers(url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await execute(url, 'SELECT 1');
      return;
    } catch (error) {
      if (attempt === 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
