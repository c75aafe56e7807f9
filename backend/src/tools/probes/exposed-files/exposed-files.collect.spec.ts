import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Observation } from '../../../findings/observation.js';
import { LoopbackServer } from '../../testing/loopback-server.js';
import { ENDED_BY_ITSELF } from '../../testing/tool-fixtures.js';
import { type Profile, type ToolRunRequest, type ToolVerdict } from '../../tool-adapter.js';
import { exposedFilesProbe } from './exposed-files.probe.js';

interface Examined {
  readonly places: readonly string[];
  readonly observations: readonly Observation[];
  readonly verdict: ToolVerdict;
}

const KEY = '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq3\n-----END RSA PRIVATE KEY-----\n';
let server: LoopbackServer;

afterEach(() => server.close());

/** Runs the probe on the server, collector and parser together. */
async function examine(profile: Profile = 'standard', path?: string): Promise<Examined> {
  const endpoint = { ...server.endpoint, ...(path === undefined ? {} : { path }) };
  const request: ToolRunRequest = { endpoint, profile, settings: {} };
  const parser = exposedFilesProbe.parser(request);
  for await (const line of exposedFilesProbe.collect(request, new AbortController().signal)) {
    Array.from(parser.write('stdout', `${line}\n`)); // a parser reads as it is listened to
  }
  const { events, verdict } = parser.end(ENDED_BY_ITSELF);
  const observations = events.flatMap((event) => (event.type === 'observation' ? [event.observation] : []));
  const places = observations.map(({ weakness, endpoint: at }) => `${weakness} ${at.path ?? ''}`);
  return { observations, verdict, places };
}

/** A site that has these files, and answers 404 to everything else. */
function having(files: Readonly<Record<string, Buffer | string>>) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const file = files[request.url ?? ''];
    if (file === undefined) response.writeHead(404).end('<html><body>not here</body></html>');
    else response.end(file);
  };
}

/** The first bytes of a tar archive that holds one file. */
function tar(): Buffer {
  const block = Buffer.alloc(1024);
  block.write('index.php', 0);
  block.write('ustar', 257);
  return block;
}

describe('the exposed-files probe', () => {
  it.each<[string, string, Buffer | string, string]>([
    ['the entries of a working copy', '/.svn/entries', '10\n\ndir\n42\n', 'http.exposed.svn /.svn/'],
    ['a database of a working copy', '/.svn/wc.db', 'SQLite format 3\0\u0010', 'http.exposed.svn /.svn/'],
    ['a private key', '/.ssh/id_rsa', KEY, 'http.exposed.private-key /.ssh/id_rsa'],
    [
      'a file of password hashes',
      '/.htpasswd',
      'admin:$apr1$abcdefgh$0123456789abcdefghijk.\n',
      'http.exposed.config /.htpasswd',
    ],
    ['a zip archive', '/backup.zip', Buffer.from('504b030414000000', 'hex'), 'http.exposed.backup /backup.zip'],
    ['a packed archive', '/backup.tar.gz', Buffer.from('1f8b0800000000', 'hex'), 'http.exposed.backup /backup.tar.gz'],
    ['a tar archive', '/backup.tar', tar(), 'http.exposed.backup /backup.tar'],
    [
      'the backup of a script',
      '/wp-config.php~',
      "<?php\ndefine('DB_NAME', 'x');\n",
      'http.exposed.backup /wp-config.php~',
    ],
    ['data of a folder', '/.DS_Store', Buffer.from('0000000142756431', 'hex'), 'http.exposed.metadata /.DS_Store'],
    [
      'a log',
      '/error.log',
      '2026/01/02 is no log\n[Mon Jan 05 10:00:00.1 2026] [error] x\n',
      'http.exposed.log /error.log',
    ],
    [
      'the status of nginx',
      '/nginx_status',
      'Active connections: 3 \nserver accepts\n',
      'http.exposed.server-status /nginx_status',
    ],
    [
      'settings with a secret',
      '/appsettings.json',
      '{"ConnectionStrings":{"Main":"Server=db"}}',
      'http.exposed.config /appsettings.json',
    ],
  ])('finds %s', async (_, path, content, place) => {
    server = await LoopbackServer.web(having({ [path]: content }));

    const { places, verdict } = await examine();

    expect(places).toEqual([place]);
    expect(verdict.outcome).toBe('succeeded');
  });

  it.each<[string, string, string]>([
    ['a page at the place of an environment file', '/.env', '<!DOCTYPE html><html><body>A=1\nB=2</body></html>'],
    ['prose at the place of a dump', '/dump.sql', 'There is no dump here.\n'],
    [
      'a public key at the place of a private one',
      '/server.key',
      '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n',
    ],
    ['settings without a secret', '/config.json', '{"theme":"dark","apiUrl":"/api"}'],
    ['an executed script', '/config.php', ''],
    ['a page that tells of phpinfo()', '/info.php', '<html><body>How to call phpinfo() safely</body></html>'],
    ['a page that is called Index', '/files/', '<html><head><title>Index</title></head><a href="/">x</a></html>'],
  ])('is not deceived by %s', async (_, path, content) => {
    server = await LoopbackServer.web(having({ [path]: content }));

    expect((await examine()).places).toEqual([]);
  });

  it('shows neither keys nor hashes in what it reports or writes down', async () => {
    server = await LoopbackServer.web(
      having({ '/id_rsa': KEY, '/.htpasswd': 'admin:$apr1$abcdefgh$0123456789abcdefghijk.\n' }),
    );

    const { observations } = await examine();

    const evidence = observations.map((observation) => observation.evidence).join('\n');
    expect(evidence).toContain('-----BEGIN RSA PRIVATE KEY-----');
    expect(evidence).toContain('admin:$apr1$***');
    expect(evidence).not.toMatch(/MIIEpAIBAAKCAQEA7bq3|0123456789abcdefghijk/);
  });

  it('does not believe a server that has every file that is asked for', async () => {
    server = await LoopbackServer.web((request, response) => {
      const url = request.url ?? '';
      if (url.endsWith('.sql')) response.end('CREATE TABLE users (id int);\n');
      else if (url.endsWith('.zip')) response.end(Buffer.from('504b0304', 'hex'));
      else if (url.endsWith('/')) response.end('<title>Index of /</title><a href="../">up</a>');
      else response.end('ref: refs/heads/main\n');
    });

    const { places, verdict } = await examine();

    expect(places).toEqual([]);
    expect(verdict.outcome).toBe('succeeded');
  });

  it('finds nothing on a site that redirects everything', async () => {
    server = await LoopbackServer.web((_, response) => response.writeHead(302, { Location: '/login' }).end());

    const { places, verdict } = await examine();

    expect(places).toEqual([]);
    expect(verdict).toMatchObject({ outcome: 'succeeded', coverage: [{ status: 'ran' }] });
  });

  it('finds a folder that the entry page links to and that lists itself', async () => {
    server = await LoopbackServer.web(
      having({
        '/': '<link href="/own/styles/a.css"><img src="https://elsewhere.example/other/b.png">',
        '/own/styles/': '<html><head><title>Index of /own/styles/</title></head><a href="../">../</a></html>',
      }),
    );

    const { places } = await examine();

    expect(places).toEqual(['http.directory-listing /own/styles/']);
    expect(server.asked).not.toContain('GET /other/');
  });

  it('looks in the folder of the target as well', async () => {
    server = await LoopbackServer.web(having({ '/shop/.git/HEAD': 'ref: refs/heads/main\n' }));

    expect((await examine('quick', '/shop/index.html')).places).toEqual(['http.exposed.git /shop/.git/']);
  });

  it('says of the quick profile that it leaves files out', async () => {
    server = await LoopbackServer.web(having({}));

    const { verdict } = await examine('quick');

    expect(verdict).toMatchObject({ outcome: 'succeeded', coverage: [{ family: 'http.files', status: 'partial' }] });
    expect(server.asked.length).toBeLessThan(60);
  });

  it('asks at most six questions at once, and each path once', async () => {
    server = await LoopbackServer.web((request, response) => {
      setTimeout(() => having({})(request, response), 5);
    });

    await examine();

    expect(server.mostAtOnce).toBeLessThanOrEqual(6);
    expect(new Set(server.asked).size).toBe(server.asked.length);
  });
});

describe('the exposed-files probe, on a server that', () => {
  it('breaks every connection: gives up early, and proves nothing', async () => {
    server = await LoopbackServer.web((request, response) => {
      if (request.url === '/') response.end('hello');
      else request.socket.resetAndDestroy();
    });

    const { verdict } = await examine();

    expect(verdict).toMatchObject({ outcome: 'partial', coverage: [{ status: 'partial' }] });
    expect(verdict.reason).toMatch(/the connection was reset|some paths were not asked for/);
    expect(server.asked.length).toBeLessThan(40);
  });

  it('turns us away for asking too much: proves nothing', async () => {
    server = await LoopbackServer.web((_, response) => response.writeHead(429).end());

    const { verdict } = await examine('quick');

    expect(verdict).toMatchObject({ outcome: 'partial', reason: 'some paths answered 429' });
  });

  it('breaks off in the middle of a file: does not say that it is not there', async () => {
    server = await LoopbackServer.web((request, response) => {
      if (request.url !== '/.env') return having({})(request, response);
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('AP');
      setTimeout(() => request.socket.resetAndDestroy(), 20);
    });

    const { verdict } = await examine('quick');

    expect(verdict).toMatchObject({
      outcome: 'partial',
      reason: 'some answers came incomplete: the connection was reset',
    });
  });

  it('has a file without end: reads its beginning only', async () => {
    server = await LoopbackServer.web((request, response) => {
      if (request.url !== '/backup.sql') return having({})(request, response);
      response.write('-- MySQL dump 10.13\n');
      const timer = setInterval(() => response.write('INSERT INTO t VALUES (1);\n'.repeat(1000)), 1);
      response.once('close', () => clearInterval(timer));
    });

    const { places, verdict } = await examine('quick');

    expect(places).toEqual(['http.exposed.backup /backup.sql']);
    expect(verdict.outcome).toBe('succeeded');
  });

  it('is not there: fails after the first questions', async () => {
    server = await LoopbackServer.raw((socket) => socket.resetAndDestroy());

    expect((await examine()).verdict).toMatchObject({
      outcome: 'failed',
      reason: 'the server answered no request: the connection was reset',
    });
  });

  it('keeps silent until the run is ended: closes every connection', async () => {
    server = await LoopbackServer.web((request, response) => {
      if (request.url === '/') response.end('hello');
    });
    const request = { endpoint: server.endpoint, profile: 'standard', settings: {} } as const;
    const lines: string[] = [];

    for await (const line of exposedFilesProbe.collect(request, AbortSignal.timeout(200))) lines.push(line);

    expect(lines.at(-1)).not.toContain('"end"');
    await server.allClosed();
  });
});
