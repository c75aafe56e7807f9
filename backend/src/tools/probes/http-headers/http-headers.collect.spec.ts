import { type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Observation } from '../../../findings/observation.js';
import { LoopbackServer } from '../../testing/loopback-server.js';
import { ENDED_BY_ITSELF } from '../../testing/tool-fixtures.js';
import { type Profile, type ToolRunRequest, type ToolVerdict } from '../../tool-adapter.js';
import { httpHeadersProbe } from './http-headers.probe.js';

interface Examined {
  readonly weaknesses: readonly string[];
  readonly observations: readonly Observation[];
  readonly verdict: ToolVerdict;
}

let server: LoopbackServer;

afterEach(() => server.close());

/** Runs the probe on the server, collector and parser together. */
async function examine(profile: Profile = 'standard', path?: string): Promise<Examined> {
  const endpoint = { ...server.endpoint, ...(path === undefined ? {} : { path }) };
  const request: ToolRunRequest = { endpoint, profile, settings: {} };
  const parser = httpHeadersProbe.parser(request);
  for await (const line of httpHeadersProbe.collect(request, new AbortController().signal)) {
    Array.from(parser.write('stdout', `${line}\n`)); // a parser reads as it is listened to
  }
  const { events, verdict } = parser.end(ENDED_BY_ITSELF);
  const observations = events.flatMap((event) => (event.type === 'observation' ? [event.observation] : []));
  return { observations, verdict, weaknesses: observations.map(({ weakness }) => weakness) };
}

function statusesOf({ verdict }: Examined): string[] {
  return verdict.coverage.map(({ family, status }) => `${family} ${status}`);
}

const ALL_RAN = ['http.headers ran', 'http.cookies ran', 'http.cors ran'];

/** A page with every header in order. */
function goodPage(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    'Content-Type': 'text/html',
    'Content-Security-Policy': "default-src 'self'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=()',
    'Set-Cookie': ['a=1; HttpOnly; SameSite=Lax', 'XSRF-TOKEN=2; SameSite=Strict', 'old=; Max-Age=0'],
  });
  response.end('<!doctype html><p>good</p>');
}

describe('the http-headers probe, on a site that', () => {
  it('does everything right: finds nothing, and has checked all of it', async () => {
    server = await LoopbackServer.web(goodPage);

    const examined = await examine();

    expect(examined.observations).toEqual([]);
    expect(examined.verdict.outcome).toBe('succeeded');
    expect(statusesOf(examined)).toEqual(ALL_RAN);
  });

  it('is looked at quickly: says what was left out', async () => {
    server = await LoopbackServer.web(goodPage);

    const examined = await examine('quick');

    expect(server.asked).toEqual(['GET /', 'GET /']);
    expect(examined.verdict.outcome).toBe('succeeded');
    expect(statusesOf(examined)).toEqual(['http.headers partial', 'http.cookies partial', 'http.cors partial']);
  });

  it('sends visitors on within itself: judges the page where they end up', async () => {
    server = await LoopbackServer.web((request, response) => {
      if (request.url === '/') response.writeHead(302, { Location: '/login?next=%2F' }).end();
      else response.setHeader('Content-Type', 'text/html').end('<p>who are you?</p>');
    });

    const examined = await examine();

    expect(server.asked.slice(0, 2)).toEqual(['GET /', 'GET /login?next=%2F']);
    expect(examined.observations.find(({ rule }) => rule === 'csp')?.evidence).toContain('GET /login?next=%2F');
    expect(examined.observations.every(({ endpoint }) => endpoint.path === undefined)).toBe(true);
  });

  it('redirects everything to another place: goes nowhere else, and asks no document rules of a redirect', async () => {
    server = await LoopbackServer.web((_, response) =>
      response.writeHead(301, { Location: 'https://elsewhere.example/' }).end(),
    );

    const examined = await examine();

    expect(examined.weaknesses).toEqual([]);
    expect(statusesOf(examined)).toEqual(ALL_RAN);
  });

  it('redirects for ever: says that it came to no end', async () => {
    server = await LoopbackServer.web((request, response) => {
      response.writeHead(302, { Location: `/x${(request.url ?? '').length}` }).end();
    });

    const examined = await examine();

    expect(examined.verdict).toMatchObject({
      outcome: 'partial',
      reason: 'the redirects of the entry page come to no end',
    });
    expect(statusesOf(examined)).not.toContain('http.headers ran');
  });

  it('lists methods in Allow without answering TRACE: does not call them dangerous', async () => {
    server = await LoopbackServer.web((request, response) => {
      if (request.method === 'TRACE') response.writeHead(405, { Allow: 'GET, PUT, DELETE, TRACE' }).end('TRACE is off');
      else goodPage(request, response);
    });

    expect((await examine()).weaknesses).toEqual([]);
  });

  it('allows look-alikes of its own name: proves it with the origin that was allowed', async () => {
    server = await LoopbackServer.web((request, response) => {
      const { origin = '' } = request.headers;
      if (origin.startsWith('https://127.0.0.1')) {
        response.setHeader('Access-Control-Allow-Origin', origin);
        response.setHeader('Access-Control-Allow-Credentials', 'true');
      }
      goodPage(request, response);
    });

    const { observations } = await examine();

    expect(observations.map(({ weakness }) => weakness)).toEqual(['http.cors.reflected-origin']);
    expect(observations[0]?.evidence).toContain('https://127.0.0.1.parallax-check.example');
  });

  it('opens its data to everyone without credentials: calls it by the lesser name', async () => {
    server = await LoopbackServer.web((request, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      goodPage(request, response);
    });

    expect((await examine()).weaknesses).toEqual(['http.cors.wildcard']);
  });
});

describe('the http-headers probe, on a server that', () => {
  const page = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n';

  it('is reset in the middle of the page: proves nothing, and says why', async () => {
    server = await LoopbackServer.raw((socket) => {
      socket.write(`${page}Content-Length: 5000\r\n\r\n<p>half`);
      setTimeout(() => socket.resetAndDestroy(), 20);
    });

    const examined = await examine();

    expect(examined.verdict.outcome).toBe('partial');
    expect(examined.verdict.reason).toContain('the entry page came incomplete: the connection was reset');
    expect(statusesOf(examined)).toEqual(['http.headers partial', 'http.cookies partial', 'http.cors partial']);
  });

  it('chunks wrongly: proves nothing, and says why', async () => {
    server = await LoopbackServer.raw((socket) => socket.end(`${page}Transfer-Encoding: chunked\r\n\r\nzz\r\n`));

    const examined = await examine();

    expect(examined.verdict.reason).toContain('its chunked body is malformed');
    expect(statusesOf(examined)).not.toContain('http.headers ran');
  });

  it('sends a bomb: leaves it packed, and says so', async () => {
    const bomb = gzipSync(Buffer.alloc(16 * 1024 * 1024));
    server = await LoopbackServer.raw((socket) => {
      socket.write(`${page}Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
      socket.end(bomb);
    });

    const examined = await examine();

    expect(examined.verdict.reason).toContain('unpacks to more than');
    expect(statusesOf(examined)).not.toContain('http.headers ran');
  });

  it('never ends its page: judges the headers all the same', async () => {
    server = await LoopbackServer.raw((socket) => {
      socket.write(`${page}\r\n<p>`);
      const timer = setInterval(() => socket.write('x'.repeat(32_768)), 1);
      socket.once('close', () => clearInterval(timer));
    });

    const examined = await examine();

    expect(examined.weaknesses).toContain('http.header.csp.missing');
    expect(statusesOf(examined)).toEqual(ALL_RAN);
  });

  it('sets a hundred cookies: reports each by its name', async () => {
    const cookies = Array.from({ length: 100 }, (_, index) => `c${index}=value-${index}; HttpOnly`);
    server = await LoopbackServer.web((_, response) => response.setHeader('Set-Cookie', cookies).end('data'));

    const { observations } = await examine();

    const names = observations
      .filter(({ rule }) => rule === 'cookie-samesite')
      .map(({ discriminator }) => discriminator);
    expect(new Set(names).size).toBe(100);
  });

  it('sends huge headers: does not claim to have read them', async () => {
    const headers = Array.from({ length: 50 }, (_, index) => `X-Fill-${index}: ${'y'.repeat(1000)}\r\n`).join('');
    server = await LoopbackServer.raw((socket) => socket.end(`${page}${headers}\r\n<p>`));

    const examined = await examine();

    expect(examined.verdict.reason).toMatch(/headers of the entry page were too long/);
    expect(statusesOf(examined)).not.toContain('http.headers ran');
  });

  it('has an error instead of a page: says that the site was not seen', async () => {
    server = await LoopbackServer.web((_, response) => response.writeHead(503).end('busy'));

    const examined = await examine();

    expect(examined.verdict).toMatchObject({ outcome: 'partial', reason: expect.stringContaining('answered 503') });
  });

  it('answers the page and then nothing more: keeps the families apart', async () => {
    let asked = 0;
    server = await LoopbackServer.raw((socket) => {
      asked += 1;
      if (asked === 1) socket.end(`${page}\r\n<p>once`);
      else socket.resetAndDestroy();
    });

    const examined = await examine();

    expect(examined.weaknesses).toContain('http.header.csp.missing');
    expect(statusesOf(examined)).toEqual(['http.headers partial', 'http.cookies partial', 'http.cors failed']);
  });

  it('speaks something else: fails with the reason', async () => {
    server = await LoopbackServer.raw((socket) => socket.end('220 ftp.example.com FTP\r\n'));

    const examined = await examine();

    expect(examined.verdict.outcome).toBe('failed');
    expect(examined.verdict.reason).toContain('not valid HTTP');
    expect(statusesOf(examined)).toEqual(['http.headers failed', 'http.cookies failed', 'http.cors failed']);
  });

  it('keeps silent until the run is ended: closes every connection', async () => {
    server = await LoopbackServer.raw((socket) => socket.resume());
    const request = { endpoint: server.endpoint, profile: 'standard', settings: {} } as const;
    const lines: string[] = [];

    for await (const line of httpHeadersProbe.collect(request, AbortSignal.timeout(50))) lines.push(line);

    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([expect.objectContaining({ type: 'start' })]);
    await server.allClosed();
  });
});
