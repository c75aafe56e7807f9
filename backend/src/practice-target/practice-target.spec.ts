import { type X509Certificate } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { connect as connectTls } from 'node:tls';
import { Test } from '@nestjs/testing';
import { PRACTICE_GREETING } from './practice-banner.js';
import { PRACTICE_COMMON_NAME, PRACTICE_VALID_TO } from './practice-certificate.js';
import { PracticePortTakenError } from './practice-target.errors.js';
import { PracticeTargetModule } from './practice-target.module.js';
import { type PracticeAddress, PracticeTarget } from './practice-target.js';

describe('PracticeTarget', () => {
  let practice: PracticeTarget;

  beforeEach(() => {
    practice = new PracticeTarget();
  });

  afterEach(() => practice.stop());

  it('listens on loopback', async () => {
    const { host, httpPort, httpsPort, bannerPort } = await practice.start();

    expect(host).toBe('127.0.0.1');
    for (const port of [httpPort, httpsPort, bannerPort]) expect(await accepts(host, port)).toBe(true);
  });

  it('cannot be reached by any other address of this machine', async () => {
    const { httpPort, httpsPort, bannerPort } = await practice.start();

    const others = ['::1', '127.0.0.2', ...outerAddresses()];
    for (const port of [httpPort, httpsPort, bannerPort]) {
      for (const address of others)
        expect({ address, open: await accepts(address, port) }).toEqual({ address, open: false });
    }
  });

  it('returns the same place when it is started twice, even at once', async () => {
    const [first, second] = await Promise.all([practice.start(), practice.start()]);

    expect(second).toEqual(first);
    expect(await practice.start()).toEqual(first);
  });

  it('closes its ports and every open connection when it is stopped', async () => {
    const { host, httpPort, bannerPort } = await practice.start();
    const visitor = connect({ host, port: bannerPort });
    await new Promise((resolve) => visitor.once('data', resolve));
    const closed = new Promise((resolve) => visitor.once('close', resolve));

    await practice.stop();
    await closed;

    expect(practice.address()).toBeUndefined();
    expect(await accepts(host, httpPort)).toBe(false);
    expect(await accepts(host, bannerPort)).toBe(false);
  });

  it('starts again after a stop', async () => {
    await practice.start();
    await practice.stop();

    const { host, httpPort } = await practice.start();

    expect(await accepts(host, httpPort)).toBe(true);
  });

  it('does nothing when it is stopped without having run', async () => {
    await expect(practice.stop()).resolves.toBeUndefined();
  });

  it('says which port another program has, and leaves none of the others open', async () => {
    const { server, port } = await occupied();
    const httpPort = await freePort();
    const unlucky = new PracticeTarget({ httpPort, bannerPort: port });

    const start = unlucky.start();

    await expect(start).rejects.toThrow(PracticePortTakenError);
    await expect(start).rejects.toThrow(`127.0.0.1:${port}`);
    expect(unlucky.address()).toBeUndefined();
    expect(await accepts('127.0.0.1', httpPort)).toBe(false);
    await new Promise((resolve) => server.close(resolve));
  });

  it('starts once the port that was taken is free', async () => {
    const { server, port } = await occupied();
    const patient = new PracticeTarget({ httpPort: port });
    await expect(patient.start()).rejects.toThrow(PracticePortTakenError);
    await new Promise((resolve) => server.close(resolve));

    expect((await patient.start()).httpPort).toBe(port);
    await patient.stop();
  });

  it.each(['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)('accepts %s', async (version) => {
    const session = await tlsSession(await practice.start(), version);

    expect(session.protocol).toBe(version);
  });

  it('refuses TLS 1.3', async () => {
    await expect(tlsSession(await practice.start(), 'TLSv1.3')).rejects.toThrow();
  });

  it('accepts suites without encryption and without authentication', async () => {
    const address = await practice.start();

    expect((await tlsSession(address, 'TLSv1.2', 'NULL-SHA')).cipher).toBe('NULL-SHA');
    expect((await tlsSession(address, 'TLSv1.2', 'ADH-AES128-SHA')).cipher).toBe('ADH-AES128-SHA');
  });

  it('shows a certificate that is expired, self-signed and of 1024 bits', async () => {
    const { certificate } = await tlsSession(await practice.start(), 'TLSv1');

    expect(new Date(certificate?.validTo ?? '')).toEqual(PRACTICE_VALID_TO);
    expect(PRACTICE_VALID_TO.getTime()).toBeLessThan(Date.now());
    expect(certificate?.subject).toBe(`CN=${PRACTICE_COMMON_NAME}`);
    expect(certificate?.issuer).toBe(certificate?.subject);
    expect(certificate?.verify(certificate.publicKey)).toBe(true);
    expect(certificate?.publicKey.asymmetricKeyDetails?.modulusLength).toBe(1024);
    expect(certificate?.subjectAltName).toBeUndefined();
  });

  it('has another key after each start', async () => {
    const first = (await tlsSession(await practice.start(), 'TLSv1.2')).certificate;
    await practice.stop();
    const second = (await tlsSession(await practice.start(), 'TLSv1.2')).certificate;

    expect(second?.fingerprint256).not.toBe(first?.fingerprint256);
  });

  it('greets as an old FTP server and lets nobody in', async () => {
    const { host, bannerPort } = await practice.start();

    const said = await converse(host, bannerPort, 'USER anonymous\r\nPASS guest\r\nQUIT\r\n');

    expect(said.split('\r\n')).toEqual([
      PRACTICE_GREETING,
      '331 Password required',
      '530 Login incorrect.',
      '221 Goodbye.',
      '',
    ]);
  });

  it('hangs up on a visitor who never ends a line', async () => {
    const { host, bannerPort } = await practice.start();

    expect(await converse(host, bannerPort, 'x'.repeat(5000))).toBe(`${PRACTICE_GREETING}\r\n`);
  });
});

describe('PracticeTargetModule', () => {
  it('stops the practice target when the application shuts down', async () => {
    const module = await Test.createTestingModule({ imports: [PracticeTargetModule] }).compile();
    const application = await module.init();
    const { host, httpPort } = await application.get(PracticeTarget).start();

    await application.close();

    expect(await accepts(host, httpPort)).toBe(false);
  });
});

interface TlsSession {
  readonly protocol: string | null;
  readonly cipher: string;
  readonly certificate: X509Certificate | undefined;
}

type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

function tlsSession({ host, httpsPort }: PracticeAddress, version: TlsVersion, suite = 'ALL'): Promise<TlsSession> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      host,
      port: httpsPort,
      minVersion: version,
      maxVersion: version,
      ciphers: `${suite}:@SECLEVEL=0`,
      rejectUnauthorized: false,
    });
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      resolve({ protocol: socket.getProtocol(), cipher: socket.getCipher().name, certificate });
      socket.destroy();
    });
  });
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Everything that a server says until it hangs up. */
function converse(host: string, port: number, words: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port }, () => socket.write(words));
    let said = '';
    socket.setEncoding('latin1');
    socket.on('data', (piece: string) => (said += piece));
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(said));
  });
}

function outerAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, scopeid }) => !internal && !scopeid)
    .map(({ address }) => address);
}

async function occupied(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}

async function freePort(): Promise<number> {
  const { server, port } = await occupied();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
