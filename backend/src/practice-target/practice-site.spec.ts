import { findWeakness } from '../findings/weakness-catalogue.js';
import { PRACTICE_PAGES } from './practice-pages.js';
import { type PracticeAnswer, type PracticeRequest, answerTo } from './practice-site.js';
import { type PracticeAddress, PracticeTarget } from './practice-target.js';

describe('the practice site', () => {
  it.each(PRACTICE_PAGES.map(({ path }) => path))('serves %s as its page says', (path) => {
    const page = PRACTICE_PAGES.find((candidate) => candidate.path === path);

    expect(answer({ url: path })).toMatchObject({
      status: 200,
      body: page?.body,
      headers: { 'Content-Type': page?.contentType },
    });
  });

  it('answers every other path with 404, so that no tool finds what is not there', () => {
    for (const url of ['/admin', '/.git', '/.env.local', '/files', '//', '/%2e%2e/etc/passwd', '']) {
      expect(answer({ url }).status).toBe(404);
    }
  });

  it('names its weaknesses by keys of the catalogue', () => {
    const keys = PRACTICE_PAGES.flatMap(({ weakness }) => weakness ?? []);

    expect(keys.length).toBeGreaterThan(5);
    expect(keys.filter((key) => findWeakness(key) === undefined)).toEqual([]);
  });

  it('tells its software, and sends none of the headers that protect', () => {
    const headers = Object.keys(answer({}).headers).map((name) => name.toLowerCase());

    expect(answer({}).headers).toMatchObject({ Server: 'nginx/1.14.0', 'X-Powered-By': 'PHP/5.6.40' });
    for (const name of [
      'content-security-policy',
      'strict-transport-security',
      'x-frame-options',
      'x-content-type-options',
    ]) {
      expect(headers).not.toContain(name);
    }
  });

  it('sets a session cookie without any protection on its first page', () => {
    expect(answer({}).headers['Set-Cookie']).toMatch(/^session=[^;]+; Path=\/$/);
    expect(answer({ url: '/.env' }).headers['Set-Cookie']).toBeUndefined();
  });

  it('lets any origin read with credentials', () => {
    expect(answer({ origin: 'https://evil.example' }).headers).toMatchObject({
      'Access-Control-Allow-Origin': 'https://evil.example',
      'Access-Control-Allow-Credentials': 'true',
    });
    expect(answer({}).headers).not.toHaveProperty('Access-Control-Allow-Origin');
  });

  it('allows TRACE, says so and sends the request back', () => {
    const rawHeaders = ['Host', 'practice', 'Cookie', 'a=b'];

    expect(answer({ method: 'OPTIONS' }).headers['Allow']).toContain('TRACE');
    expect(answer({ method: 'TRACE', url: '/x', rawHeaders }).body).toBe(
      'TRACE /x HTTP/1.1\r\nHost: practice\r\nCookie: a=b\r\n\r\n',
    );
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'PROPFIND', 'NONSENSE'])('does not allow %s', (method) => {
    expect(answer({ method }).status).toBe(405);
  });

  it('looks at the path only, not at the query', () => {
    expect(answer({ url: '/.env?x=/nothing' }).status).toBe(200);
  });
});

describe('the practice site on its ports', () => {
  const practice = new PracticeTarget();
  let place: PracticeAddress;

  beforeAll(async () => {
    place = await practice.start();
  });

  afterAll(() => practice.stop());

  it('serves its pages over HTTP', async () => {
    const response = await fetch(`http://${place.host}:${place.httpPort}/.git/HEAD`);

    expect(response.status).toBe(200);
    expect(await response.text()).toBe('ref: refs/heads/main\n');
    expect(response.headers.get('server')).toBe('nginx/1.14.0');
  });

  it('throws away what is sent to it', async () => {
    const response = await fetch(`http://${place.host}:${place.httpPort}/`, {
      method: 'POST',
      body: 'x'.repeat(100_000),
    });

    expect(response.status).toBe(200);
  });
});

function answer(request: Partial<PracticeRequest>): PracticeAnswer {
  return answerTo({ method: 'GET', url: '/', origin: undefined, rawHeaders: [], ...request });
}
