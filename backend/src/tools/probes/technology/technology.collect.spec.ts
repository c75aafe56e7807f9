import { SystemClock } from '../../../platform/clock.js';
import { LoopbackServer } from '../../testing/loopback-server.js';
import { collectTechnology } from './technology.collect.js';

describe(collectTechnology.name, () => {
  let server: LoopbackServer;
  afterEach(() => server.close());

  async function collect(profile: 'quick' | 'standard' = 'standard', signal = new AbortController().signal) {
    const lines: string[] = [];
    const request = { endpoint: { ...server.endpoint, protocol: 'http' as const }, profile, settings: {} };
    for await (const line of collectTechnology(request, signal, new SystemClock())) lines.push(line);
    return lines.map((line) => JSON.parse(line) as { type: string; path?: string });
  }

  it('asks for the page and its own scripts, not for those of others', async () => {
    server = await LoopbackServer.web((request, response) => {
      const html = '<script src="/own.js"></script><script src="https://elsewhere.test/theirs.js"></script>';
      response.end(request.url === '/' ? html : 'own');
    });

    const lines = await collect();

    expect(server.asked).toEqual(['GET /', 'GET /own.js']);
    expect(lines.at(-1)).toEqual({ type: 'end' });
  });

  it('asks for no script in the quick profile', async () => {
    server = await LoopbackServer.web((_, response) => response.end('<script src="/own.js"></script>'));

    await collect('quick');

    expect(server.asked).toEqual(['GET /']);
  });

  it('follows redirects on the same origin only, and not for ever', async () => {
    server = await LoopbackServer.web((request, response) => {
      const next = request.url === '/' ? '/a' : request.url === '/a' ? 'http://127.0.0.2:1/' : '/loop';
      response.writeHead(302, { location: next }).end();
    });

    await collect();

    expect(server.asked).toEqual(['GET /', 'GET /a']);
  });

  it('closes its connections when it is ended in the middle', async () => {
    server = await LoopbackServer.web(() => undefined); // never answers
    const ending = new AbortController();
    setTimeout(() => ending.abort(), 50);

    const lines = await collect('standard', ending.signal);

    expect(lines.map(({ type }) => type)).toEqual(['start']);
    await server.allClosed();
  });
});
