import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { describeMissing, missingPrograms, startLab, type Lab } from '../../../e2e/lab/lab.mjs';

const LAB_MAIN = join(import.meta.dirname, '../../../e2e/lab/lab.mjs');
const missing = missingPrograms();
if (missing.length > 0 && process.env['CI'] === 'true') throw new Error(describeMissing(missing));
if (missing.length > 0) process.stdout.write(`Skipped: the lab. ${describeMissing(missing)}\n`);
const describeHere = missing.length > 0 ? describe.skip : describe;

describeHere('The lab', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab.stop());

  it('leaks files over HTTP', async () => {
    const answers = await Promise.all(
      ['.git/HEAD', '.env', 'backup.sql', 'files/'].map((path) =>
        text(`http://${lab.host}:${lab.ports.plainWeb}/${path}`),
      ),
    );

    expect(answers[0]).toContain('ref: refs/heads/');
    expect(answers[1]).toContain('DB_PASSWORD=');
    expect(answers[2]).toContain('INSERT INTO');
    expect(answers[3]).toContain('Index of /files/');
  });

  it('speaks TLS 1.0 with an expired certificate of 1024 bits', async () => {
    const { protocol, certificate } = await handshake(lab.ports.weakTls, 'TLSv1');

    expect(protocol).toBe('TLSv1');
    expect(new Date(certificate.valid_to).getUTCFullYear()).toBe(2021);
    expect(certificate.bits).toBe(1024);
  });

  it('has a web server that refuses TLS 1.0 and is trusted through its authority', async () => {
    const { protocol, trusted } = await handshake(lab.ports.goodTls, 'TLSv1.3');

    expect(protocol).toBe('TLSv1.3');
    expect(trusted).toBe(true);
    await expect(handshake(lab.ports.goodTls, 'TLSv1')).rejects.toThrow(/alert protocol version/);
  });

  it('sends visitors of one site to the host outside, where they are counted', async () => {
    const visitor = await startLab();

    await text(`http://${visitor.host}:${visitor.ports.redirect}/way-out`);

    expect(visitor.outsideVisits()).toContain('GET /way-out');
    await visitor.stop();
  });

  it('has a Redis that obeys anybody', async () => {
    expect(await conversation(lab.ports.redis, 'PING\r\n')).toBe('+PONG\r\n');
  });

  it('has an SSH server with old algorithms', async () => {
    const offer = await conversation(lab.ports.ssh, 'SSH-2.0-lab\r\n', /hmac-md5/);

    expect(offer).toContain('diffie-hellman-group1-sha1');
    expect(offer).toContain('3des-cbc');
  });

  it('has a server that never answers', async () => {
    expect(await conversation(lab.ports.tarpit, 'GET / HTTP/1.0\r\n\r\n', /./, 500)).toBe('');
  });

  it('has a port on which nobody listens', async () => {
    await expect(conversation(lab.ports.closed, '')).rejects.toThrow('ECONNREFUSED');
  });

  it('ends with everything it started', async () => {
    const other = await startLab();
    const { authorityFile, ports } = other;

    await other.stop();

    expect(existsSync(authorityFile)).toBe(false);
    for (const port of [ports.plainWeb, ports.redis, ports.ssh, ports.dns, ports.tarpit]) {
      await expect(conversation(port, '')).rejects.toThrow('ECONNREFUSED');
    }
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'leaves no server behind when it is ended by %s',
    async (signal) => {
      const folder = mkdtempSync(join(tmpdir(), 'parallax-lab-test-'));
      chmodSync(folder, 0o755); // the servers run as nobody
      const child = spawn(process.execPath, [LAB_MAIN], {
        env: { ...process.env, TMPDIR: folder },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'exit').then(([code]) =>
        Promise.reject(new Error(`The lab ended with ${String(code)}.`)),
      );
      ended.catch(() => undefined); // it ends when it is told to
      const [table] = (await Promise.race([once(child.stdout.setEncoding('utf8'), 'data'), ended])) as [string];
      const ports = [...table.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));
      const servers = childrenOf(child.pid ?? 0);

      child.kill(signal);
      await once(child, 'exit');

      expect(servers.length).toBeGreaterThanOrEqual(4);
      await eventually(() => servers.every((pid) => !isAlive(pid)));
      expect(ports.length).toBeGreaterThanOrEqual(9);
      for (const port of ports) await expect(conversation(port, '')).rejects.toThrow('ECONNREFUSED');
      // Nobody deletes anything after kill -9.
      expect(readdirSync(folder)).toHaveLength(signal === 'SIGKILL' ? 1 : 0);
      rmSync(folder, { recursive: true });
    },
  );

  async function handshake(port: number, version: 'TLSv1' | 'TLSv1.3') {
    const socket: TLSSocket = connect({
      host: lab.host,
      port,
      minVersion: version,
      maxVersion: version,
      ciphers: 'ALL:@SECLEVEL=0',
      rejectUnauthorized: false,
      ca: readFileSync(lab.authorityFile),
    });
    await once(socket, 'secureConnect');
    const certificate: PeerCertificate = socket.getPeerCertificate();
    const result = { protocol: socket.getProtocol(), certificate, trusted: socket.authorized };
    socket.destroy();
    return result;
  }

  /** Says something and returns what comes back until it matches, or until nothing came for a while. */
  async function conversation(port: number, question: string, until = /\n/, patienceMs = 3000): Promise<string> {
    const socket = connectPlain({ host: lab.host, port });
    await once(socket, 'connect');
    let heard = '';
    const answered = new Promise<void>((resolve) => {
      socket.setTimeout(patienceMs, resolve);
      socket.setEncoding('latin1').on('data', (piece) => {
        heard += String(piece);
        if (until.test(heard)) resolve();
      });
    });
    socket.write(question);
    await answered;
    socket.destroy();
    return heard;
  }
});

async function text(url: string): Promise<string> {
  return (await fetch(url)).text();
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
}

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

async function eventually(holds: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 100 && !holds(); attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(holds()).toBe(true);
}
