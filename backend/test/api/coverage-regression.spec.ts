import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ScanDto } from '../../src/scans/dto/scan.dto.js';
import { portsProbe } from '../../src/tools/probes/ports/ports.probe.js';
import { type Tool } from '../../src/tools/tool-adapter.js';
import { scriptedTool } from './scripted-tool.js';
import { TestServer } from './test-server.js';

const THREE = 'echo see net.cleartext.telnet; echo see net.cleartext.ftp; echo see redis.unauthenticated';

describe('a scan that checks less than the one before', () => {
  let folder: string;
  let server: TestServer;
  let listener: Server;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'scripts-'));
    listener = createServer((_, answer) => answer.end('hello')).listen(0, '127.0.0.1');
    listener.unref();
  });
  afterEach(async () => {
    await server.stop();
    listener.close();
    rmSync(folder, { recursive: true });
  });

  /** A tool that does what the script says that was written for it last. */
  const changing = (id: string) => scriptedTool(id, `. ${join(folder, id)}`);

  function script(id: string, text: string): void {
    writeFileSync(join(folder, id), text);
  }

  async function scan(part: object = {}): Promise<ScanDto> {
    const { id } = await server.startScan({ fresh: true, ...part });
    return server.finished(id);
  }

  /** Two tools: one finds the web server of the test, the other looks at it. Returns the port of that web server. */
  async function startWithWebServer(): Promise<number> {
    if (!listener.listening) await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const [finder, looker] = [changing('finder'), changing('looker')];
    server = await TestServer.start([
      { ...finder, manifest: { ...finder.manifest, discovers: true } },
      { ...looker, manifest: { ...looker.manifest, subject: 'web' } },
    ]);
    script('finder', `echo open ${port} http; echo done`);
    script('looker', 'echo see net.cleartext.telnet; echo done');
    return port;
  }

  /** The kept events of a scan, as its stream replays them. */
  async function eventsOf({ id }: ScanDto): Promise<readonly { type: string; data: unknown }[]> {
    const hangUp = new AbortController();
    const url = `${await server.address()}/api/v1/scans/${id}/events`;
    const response = await fetch(url, { signal: hangUp.signal });
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (/"state":"(completed|partial|failed)"[^\n]*\n\n/.test(text.slice(text.lastIndexOf('event: scan')))) break;
    }
    hangUp.abort();
    return [...text.matchAll(/^event: (.+)\ndata: (.+)$/gm)].map(([, type, data]) => ({
      type: type!,
      data: JSON.parse(data!) as unknown,
    }));
  }

  it('is not one that checks the same again', async () => {
    await startWithWebServer();

    await scan();
    const second = await scan();

    expect(second).not.toHaveProperty('coverageRegression');
    expect((await eventsOf(second)).map(({ type }) => type)).not.toContain('coverage.regressed');
  });

  it('says so when a tool was killed: which check is lost, where and why', async () => {
    const port = await startWithWebServer();
    const first = await scan();

    script('looker', 'kill -9 $$');
    const second = await scan();

    expect(second.state).toBe('partial');
    expect(second.coverageRegression).toEqual({
      previousScanId: first.id,
      lost: 1,
      examples: [`net.services on http://127.0.0.1:${port}: looker failed: scripted`],
      findingsBefore: 1,
      findingsNow: 0,
    });
  });

  it('tells it on its event stream before it tells that it has ended', async () => {
    await startWithWebServer();
    await scan();
    script('looker', 'kill -9 $$');
    const second = await scan();

    const events = await eventsOf(second);

    expect(events.slice(-2)).toMatchObject([
      { type: 'coverage.regressed', data: { scanId: second.id, ...second.coverageRegression } },
      { type: 'scan', data: { state: 'partial', coverageRegression: second.coverageRegression } },
    ]);
  });

  it('says it no longer when a retry has made up for it', async () => {
    await startWithWebServer();
    await scan();
    script('looker', 'kill -9 $$');
    const { id } = await scan();
    script('looker', 'echo see net.cleartext.telnet; echo done');

    const queued = await server.post<ScanDto>(`/scans/${id}/retry`);
    const retried = await server.finished(id);

    expect(queued.body).not.toHaveProperty('coverageRegression');
    expect(retried).not.toHaveProperty('coverageRegression');
  });

  it('says so when nothing could be examined at all', async () => {
    server = await TestServer.start([changing('one')]);
    script('one', 'echo done');
    await scan();

    script('one', 'echo fail nobody answered');
    const second = await scan();

    expect(second).toMatchObject({ state: 'failed', coverageRegression: { lost: 1 } });
  });

  it('is not one whose service is proven to be gone: behind a closed port there is nothing to check', async () => {
    if (!listener.listening) await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const looker = changing('looker');
    const prober: Tool = {
      ...portsProbe,
      collect: (request, signal) => portsProbe.collect({ ...request, ports: [port] }, signal),
      parser: (request) => portsProbe.parser({ ...request, ports: [port] }),
    };
    server = await TestServer.start([prober, { ...looker, manifest: { ...looker.manifest, subject: 'web' } }]);
    script('looker', 'echo see net.cleartext.telnet; echo done');
    const first = await scan();
    expect(first.runs).toMatchObject({ succeeded: 2 });

    await new Promise((closed) => listener.close(closed));
    const second = await scan();

    expect(second.runs).toMatchObject({ succeeded: 1, skipped: 1 });
    expect(second).not.toHaveProperty('coverageRegression');
  });

  it('is compared with the last scan that ran here, not with an imported report', async () => {
    server = await TestServer.start([changing('one')]);
    script('one', 'echo done');
    const first = await scan();
    const port = `<port protocol="tcp" portid="23"><state state="open" reason="syn-ack"/></port>`;
    const host = `<host><address addr="127.0.0.1" addrtype="ipv4"/><ports>${port}</ports></host>`;
    const imported = await server.upload('/imports', `<nmaprun version="7.94">${host}</nmaprun>`, 'nmap.xml');
    expect(imported.status).toBe(201);

    script('one', 'echo fail nobody answered');

    expect((await scan()).coverageRegression?.previousScanId).toBe(first.id);
  });

  it('is not one that was to look at other ports', async () => {
    const port = await startWithWebServer();
    await scan();
    script('looker', 'kill -9 $$');

    const other = await scan({ ports: [port === 65_535 ? 1 : port + 1] });

    expect(other).not.toHaveProperty('coverageRegression');
  });
});

describe('a scan that finds far less than the one before', () => {
  let folder: string;
  let server: TestServer;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'scripts-'));
    const changing = (id: string) => scriptedTool(id, `. ${join(folder, id)}`);
    server = await TestServer.start([changing('one'), changing('two')]);
    writeFileSync(join(folder, 'two'), 'echo done');
    writeFileSync(join(folder, 'one'), `${THREE}; echo done`);
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  async function scan(part: object = {}): Promise<ScanDto> {
    const { id } = await server.startScan({ fresh: true, ...part });
    return server.finished(id);
  }

  it('says so although another tool has covered the same checks', async () => {
    const first = await scan();
    writeFileSync(join(folder, 'one'), 'echo see net.cleartext.ftp; kill -9 $$');

    const second = await scan();

    expect(second.coverageRegression).toEqual({
      previousScanId: first.id,
      lost: 0,
      examples: [],
      findingsBefore: 3,
      findingsNow: 1,
    });
  });

  it('does not say so when it proves that some of it is gone', async () => {
    await scan();
    writeFileSync(join(folder, 'one'), 'echo see net.cleartext.ftp; echo done');

    expect(await scan()).not.toHaveProperty('coverageRegression');
  });

  it('does not say so when it was to look less hard', async () => {
    await scan({ profile: 'deep' });
    writeFileSync(join(folder, 'one'), 'echo done');

    expect(await scan({ profile: 'quick' })).not.toHaveProperty('coverageRegression');
  });
});
