import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { makePracticeCertificate } from '../../practice-target/practice-certificate.js';
import { identifyEndpoint } from './identify-endpoint.js';

const ANY_TLS = { minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' } as const;
const never = new AbortController().signal;
const sockets = new Set<Socket>();
let server: Server | undefined;

/** Starts a server on loopback; returns where it can be reached. */
async function listening(started: Server): Promise<{ host: string; address: string; port: number }> {
  server = started;
  started.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return { host: '127.0.0.1', address: '127.0.0.1', port: (started.address() as AddressInfo).port };
}

function greeting(bytes: Buffer | string): Server {
  return createServer((socket) => socket.write(bytes));
}

/** A server that answers everything it is sent with the same bytes, or with what `reply` makes of it. */
function answering(reply: (said: string, socket: Socket) => string | undefined): Server {
  return createServer((socket) => {
    socket.on('data', (said) => {
      const words = reply(said.toString('latin1'), socket);
      if (words !== undefined) socket.write(words);
    });
  });
}

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise<void>((resolve) => {
    if (server === undefined) return resolve();
    server.close(() => resolve());
  });
  server = undefined;
});

describe('identifyEndpoint, of services that speak first', () => {
  const mysql = Buffer.concat([Buffer.of(0x4a, 0, 0, 0, 10), Buffer.from('8.0.36\0'), Buffer.alloc(66, 1)]);

  it.each([
    ['ssh', 'SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'],
    ['ftp', '220 ProFTPD 1.3.3c Server (Practice) [127.0.0.1]\r\n'],
    ['smtp', '220 mail.example.com ESMTP Postfix\r\n'],
    ['smtp', '220-mail.example.com ESMTP Exim 4.96\r\n220 go on\r\n'],
    ['imap', '* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n'],
    ['pop3', '+OK Dovecot ready.\r\n'],
    ['redis', '-DENIED Redis is running in protected mode\r\n'],
    ['mysql', mysql],
  ])('recognises %s by its greeting', async (protocol, bytes) => {
    const place = await listening(greeting(bytes));

    const found = await identifyEndpoint(place, never);

    expect(found).toMatchObject({ state: 'open', protocol });
  });

  it('recognises a greeting that comes in two pieces', async () => {
    const place = await listening(
      createServer((socket) => {
        socket.write('SS');
        setTimeout(() => socket.write('H-2.0-dropbear\r\n'), 30);
      }),
    );

    expect(await identifyEndpoint(place, never)).toMatchObject({ state: 'open', protocol: 'ssh' });
  });

  it('shows an unknown greeting without its control characters', async () => {
    const place = await listening(greeting('RFB 003.008\u001b[31m\n'));

    const found = await identifyEndpoint(place, never);

    expect(found).toEqual({
      state: 'open',
      protocol: 'tcp',
      detail: 'it greets with "RFB 003.008.[31m", which was not recognised',
    });
  });
});

describe('identifyEndpoint, of services that wait', () => {
  it('recognises a web server', async () => {
    const place = await listening(createHttpServer((_, response) => response.end('hello')));

    expect(await identifyEndpoint(place, never)).toMatchObject({ state: 'open', protocol: 'http' });
  });

  it('recognises a web server that keeps silent until it has read a whole request', async () => {
    const place = await listening(
      answering((said) => (said.startsWith('GET / HTTP/1.1\r\n') ? 'HTTP/1.0 200 OK\r\n\r\n' : undefined)),
    );

    expect(await identifyEndpoint(place, never)).toMatchObject({ state: 'open', protocol: 'http' });
  });

  it('recognises a web server behind old TLS with a bad certificate', async () => {
    const { key, certificate } = await makePracticeCertificate();
    const options = { key, cert: certificate, ...ANY_TLS, maxVersion: 'TLSv1' } as const;
    const place = await listening(createHttpsServer(options, (_, response) => response.end()));

    const found = await identifyEndpoint(place, never);

    expect(found).toEqual({ state: 'open', protocol: 'https', detail: 'it speaks HTTP inside TLS' });
  });

  it('tells a mail server behind TLS from a web server', async () => {
    const { key, certificate } = await makePracticeCertificate();
    const place = await listening(
      createTlsServer({ key, cert: certificate, ...ANY_TLS }, (socket) => {
        socket.on('error', () => undefined);
        socket.write('* OK IMAP4rev1 ready\r\n');
      }),
    );

    const found = await identifyEndpoint(place, never);

    expect(found).toMatchObject({ state: 'open', protocol: 'tls' });
    expect(found.detail).toContain('"* OK IMAP4rev1 ready"');
  });

  it('takes a server that refuses every hello for TLS', async () => {
    const alert = Buffer.of(21, 3, 1, 0, 2, 2, 40).toString('latin1');
    const place = await listening(
      createServer((socket) => socket.once('data', () => socket.end(Buffer.from(alert, 'latin1')))),
    );

    const found = await identifyEndpoint(place, never);

    expect(found).toEqual({ state: 'open', protocol: 'tls', detail: 'it speaks TLS, but no session could be opened' });
  });

  it('waits for a TLS server that takes a second to answer', async () => {
    const place = await listening(
      createServer((socket) => {
        socket.once('data', (said) => {
          if (said[0] !== 22) {
            socket.end('HTTP/1.1 400 Bad Request\r\n\r\nplain HTTP request was sent to HTTPS port');
            return;
          }
          setTimeout(() => socket.end(Buffer.of(21, 3, 1, 0, 2, 2, 40)), 1000);
        });
      }),
    );

    expect(await identifyEndpoint(place, never)).toMatchObject({ state: 'open', protocol: 'tls' });
  });

  it('asks Redis with PING and never sends it an HTTP request', async () => {
    const said: string[] = [];
    const place = await listening(
      answering((words) => {
        said.push(words);
        return words === 'PING\r\n' ? '+PONG\r\n' : undefined;
      }),
    );

    const found = await identifyEndpoint(place, never);

    expect(found).toMatchObject({ state: 'open', protocol: 'redis' });
    expect(said.some((words) => words.includes('HTTP/'))).toBe(false);
  });

  it('recognises a Redis that wants a password', async () => {
    const place = await listening(
      answering((words) => (words === 'PING\r\n' ? '-NOAUTH Authentication required.\r\n' : undefined)),
    );

    expect(await identifyEndpoint(place, never)).toMatchObject({ state: 'open', protocol: 'redis' });
  });

  it('calls a service open whose words it does not know', async () => {
    const place = await listening(answering(() => 'ERROR\r\n'));

    const found = await identifyEndpoint(place, never);

    expect(found).toEqual({
      state: 'open',
      protocol: 'tcp',
      detail: 'it answers with "ERROR", which was not recognised',
    });
  });

  it('calls a service open that hangs up on every question', async () => {
    const place = await listening(createServer((socket) => socket.once('data', () => socket.destroy())));

    const found = await identifyEndpoint(place, never);

    expect(found).toMatchObject({ state: 'open', protocol: 'tcp' });
    expect(found.detail).toContain('hangs up');
  });
});

describe('identifyEndpoint, where nothing can be learnt', () => {
  it('says of a port that accepts and never answers that it is silent, within three seconds', async () => {
    const place = await listening(createServer((socket) => socket.resume()));

    const found = await identifyEndpoint(place, never);

    expect(found).toEqual({ state: 'silent', detail: 'it accepts connections but never answered' });
  });

  it('says of a port without a listener that it is closed', async () => {
    const place = await listening(createServer());
    await new Promise<void>((resolve) => server?.close(() => resolve()));

    expect(await identifyEndpoint(place, never)).toEqual({ state: 'closed', detail: 'the connection was refused' });
  });

  it.each([
    ['at once', 0],
    ['after a moment', 30],
  ])('survives a service that resets the connection %s', async (_, delayMs) => {
    const place = await listening(
      createServer((socket) => {
        setTimeout(() => socket.resetAndDestroy(), delayMs);
      }),
    );

    const found = await identifyEndpoint(place, never);

    expect(['open', 'unreachable', 'closed']).toContain(found.state);
  });

  it('takes a stream without end for what it is and keeps little of it', async () => {
    const place = await listening(
      createServer((socket) => {
        const timer = setInterval(() => socket.write('x'.repeat(65_536)), 1);
        socket.once('close', () => clearInterval(timer));
      }),
    );

    const found = await identifyEndpoint(place, never);

    expect(found).toMatchObject({ state: 'open', protocol: 'tcp' });
    expect(found.detail.length).toBeLessThan(200);
  });

  it('ends at once when it is cancelled, with every connection closed', async () => {
    const place = await listening(createServer((socket) => socket.resume()));
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 1100);

    const found = await identifyEndpoint(place, cancel.signal);

    expect(found.state).toBe('cancelled');
    while (sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 5)); // heard a moment later
  });

  it('does not begin when it was cancelled before', async () => {
    const found = await identifyEndpoint({ host: '127.0.0.1', address: '127.0.0.1', port: 9 }, AbortSignal.abort());

    expect(found.state).toBe('cancelled');
  });
});
