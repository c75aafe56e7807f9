import { createServer as createHttpsServer } from 'node:https';
import { gzipSync } from 'node:zlib';
import { makePracticeCertificate } from '../../practice-target/practice-certificate.js';
import { LoopbackServer } from '../testing/loopback-server.js';
import { type AnsweredExchange, type HttpExchange, type HttpPlace, valuesOf } from './http-answer.js';
import { exchange } from './http-exchange.js';

const LIMITS = { answerMs: 1000, bodyBytes: 64 * 1024 };
const never = new AbortController().signal;
let server: LoopbackServer;

afterEach(() => server.close());

function get(place: HttpPlace = server.endpoint, path = '/', limits = LIMITS): Promise<HttpExchange> {
  return exchange(place, { method: 'GET', path }, limits, never);
}

async function answered(asked: Promise<HttpExchange>): Promise<AnsweredExchange> {
  const result = await asked;
  if (result.kind !== 'answered') throw new Error(`no answer: ${JSON.stringify(result)}`);
  return result;
}

/** A server that answers every request with these bytes and hangs up. */
async function serving(...pieces: readonly (Buffer | string)[]): Promise<void> {
  server = await LoopbackServer.raw((socket) => {
    for (const piece of pieces) socket.write(piece);
    socket.end();
  });
}

describe('exchange', () => {
  it('returns headers in order, with names that repeat', async () => {
    await serving('HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nX-Thing: x\r\nset-cookie: b=2\r\nContent-Length: 2\r\n\r\nhi');

    const answer = await answered(get());

    expect(answer.headers.map(([name]) => name)).toEqual(['Set-Cookie', 'X-Thing', 'set-cookie', 'Content-Length']);
    expect(valuesOf(answer.headers, 'set-cookie')).toEqual(['a=1', 'b=2']);
    expect(answer).toMatchObject({ status: 200, bodyState: { kind: 'whole' } });
    expect(answer.body.toString()).toBe('hi');
  });

  it('connects to the address and asks in the name of the host', async () => {
    let host = '';
    server = await LoopbackServer.web((request, response) => {
      host = request.headers.host ?? '';
      response.end();
    });

    await get({ ...server.endpoint, host: 'shop.example.com' });

    expect(host).toBe(`shop.example.com:${server.endpoint.port}`);
  });

  it('reads a site behind TLS 1.0 with a certificate that nobody should trust', async () => {
    const { key, certificate } = await makePracticeCertificate();
    const names: unknown[] = [];
    const options = {
      key,
      cert: certificate,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1',
      ciphers: 'ALL:@SECLEVEL=0',
    } as const;
    const site = createHttpsServer(options, (_, response) => response.end('old'));
    site.on('secureConnection', (socket: { servername?: unknown }) => names.push(socket.servername));
    server = await LoopbackServer.of(site);

    const answer = await answered(get({ ...server.endpoint, host: 'old.example.com', protocol: 'https' }));

    expect(answer.body.toString()).toBe('old');
    expect(names).toEqual(['old.example.com']);
  });

  it('does not follow redirects', async () => {
    server = await LoopbackServer.web((_, response) => response.writeHead(302, { Location: '/next' }).end());

    expect(await get()).toMatchObject({ kind: 'answered', status: 302 });
    expect(server.asked).toEqual(['GET /']);
  });

  it('sends TRACE and headers of the question', async () => {
    server = await LoopbackServer.web((request, response) =>
      response.end(`${request.method} ${request.headers.origin}`),
    );

    const question = { method: 'TRACE', path: '/', headers: { Origin: 'https://a.example' } };
    const answer = await answered(exchange(server.endpoint, question, LIMITS, never));

    expect(answer.body.toString()).toBe('TRACE https://a.example');
  });

  it('percent-encodes what may not stand in a request line', async () => {
    server = await LoopbackServer.web((_, response) => response.end());

    await get(server.endpoint, '/a b/ü\r\nX: y');

    expect(server.asked).toEqual(['GET /a%20b/%C3%BC%0D%0AX:%20y']);
  });
});

describe('exchange, with a body that', () => {
  it('never ends: reads up to the limit', async () => {
    server = await LoopbackServer.raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const timer = setInterval(() => socket.write('x'.repeat(32_768)), 1);
      socket.once('close', () => clearInterval(timer));
    });

    const answer = await answered(get());

    expect(answer.body.length).toBe(LIMITS.bodyBytes);
    expect(answer.bodyState).toEqual({ kind: 'capped' });
  });

  it('drips for ever: keeps what came when the time is over', async () => {
    server = await LoopbackServer.raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const timer = setInterval(() => socket.write('.'), 20);
      socket.once('close', () => clearInterval(timer));
    });

    const answer = await answered(get(server.endpoint, '/', { ...LIMITS, answerMs: 300 }));

    expect(answer.body.length).toBeGreaterThan(3);
    expect(answer.bodyState).toEqual({ kind: 'broken', reason: 'its body did not end in time' });
  });

  it('is reset in the middle: says so', async () => {
    server = await LoopbackServer.raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf');
      setTimeout(() => socket.resetAndDestroy(), 30);
    });

    const answer = await answered(get());

    expect(answer.body.toString()).toBe('half');
    expect(answer.bodyState).toEqual({ kind: 'broken', reason: 'the connection was reset' });
  });

  it('is shorter than announced: says so', async () => {
    await serving('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf');

    expect((await answered(get())).bodyState.kind).toBe('broken');
  });

  it('is chunked wrongly: says so', async () => {
    await serving('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ngood\r\nzz\r\nbad\r\n');

    const answer = await answered(get());

    expect(answer.bodyState).toEqual({ kind: 'broken', reason: 'its chunked body is malformed' });
  });

  it('is packed although that was not asked for: unpacks it', async () => {
    const body = gzipSync('hello');
    await serving(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`, body);

    const answer = await answered(get());

    expect(answer.body.toString()).toBe('hello');
    expect(answer.bodyState).toEqual({ kind: 'whole' });
  });

  it('is a bomb: leaves it packed', async () => {
    const bomb = gzipSync(Buffer.alloc(32 * 1024 * 1024));
    await serving(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`, bomb);

    const answer = await answered(get());

    expect(answer.body.length).toBeLessThanOrEqual(bomb.length);
    expect(answer.bodyState).toEqual({ kind: 'broken', reason: 'its body unpacks to more than 65536 bytes' });
  });
});

describe('exchange, without an answer', () => {
  it('names a refused connection', async () => {
    server = await LoopbackServer.web(() => undefined);
    const { endpoint } = server;
    await server.close();

    expect(await get(endpoint)).toMatchObject({ kind: 'failed', reason: 'the connection was refused' });
  });

  it('gives up on a server that says nothing', async () => {
    server = await LoopbackServer.raw(() => undefined);

    const result = await get(server.endpoint, '/', { ...LIMITS, answerMs: 200 });

    expect(result).toMatchObject({ kind: 'timed_out', reason: 'no answer within 0.2 s' });
  });

  it('gives up on a server whose headers never end', async () => {
    server = await LoopbackServer.raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket.write('X-Drip: drop\r\n'), 20);
      socket.once('close', () => clearInterval(timer));
    });

    const result = await get(server.endpoint, '/', { ...LIMITS, answerMs: 300 });

    expect(result.kind).toBe('timed_out');
  });

  it('refuses headers of more than 64 KiB', async () => {
    await serving(`HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`);

    expect(await get()).toMatchObject({ kind: 'failed', reason: 'its header lines are longer than 64 KiB' });
  });

  it.each([
    ['something that is not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', /not valid HTTP/],
    ['nothing and hangs up', '', /closed without an answer/],
  ])('says so when it gets %s', async (_, bytes, reason) => {
    await serving(bytes);

    expect(await get()).toMatchObject({ kind: 'failed', reason: expect.stringMatching(reason) });
  });

  it('says that TLS failed when the other side speaks plain HTTP', async () => {
    await serving('HTTP/1.1 400 Bad Request\r\n\r\n');

    const result = await get({ ...server.endpoint, protocol: 'https' });

    expect(result).toMatchObject({ kind: 'failed', reason: expect.stringContaining('no TLS session') });
  });

  it('ends at once when it is aborted, and closes its socket', async () => {
    server = await LoopbackServer.raw((socket) => socket.resume());
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 50);

    const result = await exchange(server.endpoint, { method: 'GET', path: '/' }, LIMITS, cancel.signal);

    expect(result).toEqual({ kind: 'aborted' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await server.allClosed();
  });
});
