import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { makePracticeCertificate } from '../../../practice-target/practice-certificate.js';
import { LoopbackServer } from '../../testing/loopback-server.js';
import { CLEAN_EXIT, replay, type Replayed, weaknessesIn } from '../../testing/parser-replay.js';
import { type Profile, type ToolRunRequest } from '../../tool-adapter.js';
import { tlsProbe } from './tls.probe.js';

const EVERY_SUITE = 'ALL:eNULL:aNULL:@SECLEVEL=0';
const FATAL_UNRECOGNIZED_NAME = Buffer.of(21, 3, 3, 0, 2, 2, 112);

describe('the TLS probe against servers on loopback', () => {
  const servers: LoopbackServer[] = [];
  let certificate: Awaited<ReturnType<typeof makePracticeCertificate>>;

  beforeAll(async () => {
    certificate = await makePracticeCertificate();
  });

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function serveTls(options: TlsOptions): Promise<LoopbackServer> {
    const server = createTlsServer({ key: certificate.key, cert: certificate.certificate, ...options });
    server.on('tlsClientError', () => undefined);
    return started(await LoopbackServer.of(server));
  }

  async function serve(converse: (socket: Socket) => void): Promise<LoopbackServer> {
    return started(await LoopbackServer.of(createServer(converse)));
  }

  function started(server: LoopbackServer): LoopbackServer {
    servers.push(server);
    return server;
  }

  it('finds what a weak server accepts, with every suite proven by the server itself', async () => {
    const server = await serveTls({
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.2',
      ciphers: EVERY_SUITE,
      dhparam: 'auto',
    });

    const reading = await examine(server.endpoint.port);

    expect(reading.verdict.outcome).toBe('succeeded');
    expect(weaknessesIn(reading)).toEqual(
      expect.arrayContaining([
        ...['tls.protocol.tls1_0', 'tls.protocol.tls1_1', 'tls.protocol.tls1_3.missing'],
        ...['tls.cipher.null', 'tls.cipher.anonymous', 'tls.cipher.cbc-sha1', 'tls.cipher.no-forward-secrecy'],
        ...['tls.dh.weak', 'tls.certificate.self-signed', 'tls.certificate.small-key'],
      ]),
    );
  });

  it('sees who chooses the suite', async () => {
    const weak = {
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      ciphers: 'AES128-SHA:AES256-SHA:@SECLEVEL=0',
    } as const;
    const [byClient, byServer] = [
      await serveTls({ ...weak, honorCipherOrder: false }),
      await serveTls({ ...weak, honorCipherOrder: true }),
    ];

    expect(weaknessesIn(await examine(byClient.endpoint.port))).toContain('tls.cipher.order');
    expect(weaknessesIn(await examine(byServer.endpoint.port))).not.toContain('tls.cipher.order');
  });

  it('reads the certificate of a server that speaks TLS 1.3 only', async () => {
    const server = await serveTls({ minVersion: 'TLSv1.3', ciphers: 'DEFAULT:@SECLEVEL=0' });

    const reading = await examine(server.endpoint.port);

    expect(reading.verdict.outcome).toBe('succeeded');
    expect(weaknessesIn(reading)).toContain('tls.certificate.self-signed');
    expect(weaknessesIn(reading).filter((key) => !key.startsWith('tls.certificate'))).toEqual([]);
  });

  it('finds the kinds of weak suites in the quick profile with few connections', async () => {
    const server = await serveTls({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers: EVERY_SUITE });

    const reading = await examine(server.endpoint.port, 'quick');

    expect(reading.verdict.outcome).toBe('succeeded');
    expect(weaknessesIn(reading)).toEqual(expect.arrayContaining(['tls.cipher.null', 'tls.cipher.anonymous']));
    expect(reading.connections).toBeLessThan(40);
  });

  it('asks in the deep profile whether a downgrade is noticed', async () => {
    const server = await serveTls({ minVersion: 'TLSv1', maxVersion: 'TLSv1.2', ciphers: EVERY_SUITE });

    const reading = await examine(server.endpoint.port, 'deep');

    expect(reading.verdict.outcome).toBe('succeeded');
    expect(weaknessesIn(reading)).not.toContain('tls.vulnerability.fallback-scsv.missing');
    expect(reading.transcript).toContain('"purpose":"fallback"');
  });

  it('sends the name of the target, and none for an address', async () => {
    const names: (string | undefined)[] = [];
    const server = await serveTls({
      ciphers: EVERY_SUITE,
      SNICallback: (name, done) => {
        names.push(name);
        done(null);
      },
    });

    await examine(server.endpoint.port, 'quick');
    expect(names).toEqual([]);

    await examine(server.endpoint.port, 'quick', 'practice.test.');
    expect(new Set(names)).toEqual(new Set(['practice.test']));
  });

  it('says that a web server without TLS does not speak it', async () => {
    const server = await serve((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });

    const { verdict } = await examine(server.endpoint.port);

    expect(verdict).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('HTTP/1.1 400') as string });
  });

  it('calls a closed port failed', async () => {
    const server = await LoopbackServer.of(createServer());
    const { port } = server.endpoint;
    await server.close();

    const { verdict } = await examine(port);

    expect(verdict).toMatchObject({ outcome: 'failed', reason: 'no connection (ECONNREFUSED)' });
  });

  it('calls nothing absent on a server that refuses every name', async () => {
    const server = await serve((socket) => socket.once('data', () => socket.end(FATAL_UNRECOGNIZED_NAME)));

    const reading = await examine(server.endpoint.port);

    expect(reading.observations).toEqual([]);
    expect(reading.verdict).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('unrecognized_name') as string,
    });
  });

  it('takes bytes that break off, and bytes that never end, for no answer', async () => {
    const cut = await serve((socket) => socket.once('data', () => socket.end(Buffer.of(22, 3, 3, 0, 80, 2, 0))));
    const endless = await serve((socket) => {
      socket.once('data', () => {
        for (let record = 0; record < 40; record += 1)
          socket.write(Buffer.concat([Buffer.of(22, 3, 3, 0x40, 0), Buffer.alloc(0x4000)]));
      });
    });

    for (const server of [cut, endless]) {
      const { verdict, observations } = await examine(server.endpoint.port);

      expect(verdict.outcome).toBe('failed');
      expect(observations).toEqual([]);
    }
  });

  it('asks a service that never answers no more than once each, three at a time', async () => {
    const server = await serve(() => undefined);

    const reading = await examine(server.endpoint.port, 'quick');

    expect(reading.verdict).toMatchObject({ outcome: 'failed', reason: 'the server did not answer in time' });
    expect(reading.connections).toBe(3);
    expect(server.mostAtOnce).toBe(3);
  }, 10_000);

  it('ends at once when it is told to, with every connection closed', async () => {
    const server = await serve((socket) => void socket.resume());
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 50);

    const reading = await examine(server.endpoint.port, 'standard', '127.0.0.1', abort.signal);
    await settled(() => server.sockets.size === 0);

    expect(reading.verdict.outcome).toBe('failed');
    expect(reading.transcript).not.toContain('"type":"end"');
    await server.allClosed();
  });

  it('closes its connections when nobody reads on', async () => {
    const server = await serveTls({ ciphers: EVERY_SUITE });
    const lines = tlsProbe.collect(requestFor(server.endpoint.port), new AbortController().signal);
    let seen = 0;

    for await (const line of lines) {
      seen += line.length;
      if (line.includes('"type":"hello"')) break;
    }
    await settled(() => server.sockets.size === 0);

    expect(seen).toBeGreaterThan(0);
    await server.allClosed();
  });
});

interface Examined extends Replayed {
  readonly transcript: string;
  readonly connections: number;
}

function requestFor(port: number, profile: Profile = 'standard', host = '127.0.0.1'): ToolRunRequest {
  return { endpoint: { host, address: '127.0.0.1', port, protocol: 'tls' }, profile, settings: {} };
}

async function examine(
  port: number,
  profile: Profile = 'standard',
  host = '127.0.0.1',
  signal = new AbortController().signal,
): Promise<Examined> {
  const request = requestFor(port, profile, host);
  const lines: string[] = [];
  for await (const line of tlsProbe.collect(request, signal)) lines.push(line);
  const transcript = lines.map((line) => `${line}\n`).join('');
  const reading = replay(tlsProbe, { request, output: { stdout: transcript }, exit: CLEAN_EXIT });
  return { ...reading, transcript, connections: lines.filter((line) => line.includes('"type":"hello"')).length };
}

async function settled(isDone: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 100 && !isDone(); attempt += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
}
