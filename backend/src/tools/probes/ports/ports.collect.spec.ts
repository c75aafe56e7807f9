import { createServer, type Socket } from 'node:net';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { LoopbackServer } from '../../testing/loopback-server.js';
import { type Profile, type ToolEnd, type ToolEvent, type ToolRunRequest } from '../../tool-adapter.js';
import { portsProbe } from './ports.probe.js';

const LOOPBACK = '127.0.0.1';
const OWN_END: ProcessExit = { code: 0, signal: null, truncated: false };

describe('the port probe against servers on loopback', () => {
  const servers: LoopbackServer[] = [];

  async function serve(converse: (socket: Socket) => void): Promise<number> {
    const server = await LoopbackServer.of(createServer(converse));
    servers.push(server);
    return server.endpoint.port;
  }

  async function freePort(): Promise<number> {
    const server = await LoopbackServer.of(createServer());
    const { port } = server.endpoint;
    await server.close();
    return port;
  }

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  it('reports an open port at once, with an endpoint that others can examine', async () => {
    const port = await serve(() => undefined);

    const { events } = await scan([port]);

    expect(events).toContainEqual({
      type: 'endpoint',
      endpoint: { host: LOOPBACK, address: LOOPBACK, port, transport: 'tcp' },
    });
    expect(weaknesses(events)).toEqual(['net.port.open']);
  });

  it('proves of a named port that it is closed', async () => {
    const [open, closed] = [await serve(() => undefined), await freePort()];

    const { events, end } = await scan([open, closed]);

    expect(weaknesses(events)).toEqual(['net.port.open']);
    expect(end.verdict.outcome).toBe('succeeded');
    expect(end.verdict.coverage).toContainEqual({
      family: 'net.ports',
      status: 'ran',
      endpoint: { host: LOOPBACK, address: LOOPBACK, port: closed, transport: 'tcp' },
    });
  });

  it('recognises SSH and the version that it tells', async () => {
    const port = await serve((socket) => socket.write('SSH-2.0-OpenSSH_7.4\r\n'));

    const { events } = await scan([port]);

    expect(weaknesses(events)).toEqual(['net.port.open', 'net.service', 'net.banner.version']);
  });

  it('waits for a greeting that comes in pieces', async () => {
    const port = await serve((socket) => {
      socket.write('SSH-2.0-');
      setTimeout(() => socket.write('OpenSSH_7.4\r\n'), 60);
    });

    const { events } = await scan([port]);

    expect(evidenceOf(events, 'net.banner.version')).toContain('OpenSSH_7.4');
  });

  it('reports Telnet by its negotiation', async () => {
    const port = await serve((socket) => socket.write(Buffer.of(0xff, 0xfd, 0x18, 0xff, 0xfd, 0x20)));

    const { events } = await scan([port]);

    expect(weaknesses(events)).toContain('net.cleartext.telnet');
  });

  it('logs in to FTP as anonymous and reports it when the server lets it', async () => {
    const port = await serve(ftpServer({ PASS: '230 Login ok' }));

    const { events } = await scan([port]);

    expect(weaknesses(events)).toEqual(['net.port.open', 'net.service', 'net.cleartext.ftp', 'ftp.anonymous']);
  });

  it('does not report an anonymous login that was refused', async () => {
    const port = await serve(ftpServer({ PASS: '530 No' }));

    const { events } = await scan([port]);

    expect(weaknesses(events)).toEqual(['net.port.open', 'net.service', 'net.cleartext.ftp']);
  });

  it('tries no login in the quick profile', async () => {
    const said: string[] = [];
    const port = await serve((socket) => {
      socket.write('220 FTP server\r\n');
      socket.on('data', (bytes: Buffer) => said.push(bytes.toString()));
    });

    await scan([port], 'quick');

    expect(said).toEqual([]);
  });

  it('says PING and nothing else to a silent port', async () => {
    const said: string[] = [];
    const port = await serve((socket) => socket.on('data', (bytes: Buffer) => said.push(bytes.toString())));

    await scan([port]);

    expect(said).toEqual(['PING\r\n']);
  });

  it('reports Redis that answers a stranger', async () => {
    const port = await serve(redisServer('$25\r\n# Server\r\nredis_version:7.0\r\n'));

    const { events } = await scan([port]);

    expect(evidenceOf(events, 'redis.unauthenticated')).toContain('redis_version:7.0');
  });

  it('does not report Redis that says PONG and keeps INFO to itself', async () => {
    const port = await serve(redisServer('-NOPERM this user has no permissions\r\n'));

    const { events } = await scan([port]);

    expect(weaknesses(events)).toEqual(['net.port.open', 'net.service']);
  });

  it.each([
    ['hangs up at once', (socket: Socket): void => void socket.destroy()],
    ['resets while it is listened to', (socket: Socket): void => void setTimeout(() => socket.resetAndDestroy(), 30)],
    ['resets when it is asked', (socket: Socket): void => void socket.once('data', () => socket.resetAndDestroy())],
    ['sends without end', flood],
  ])('copes with a server that %s', async (_, converse) => {
    const port = await serve(converse);

    const { events, end } = await scan([port]);

    expect(weaknesses(events)).toContain('net.port.open');
    expect(end.verdict.outcome).toBe('succeeded');
  });

  it('keeps no more connections than it may', async () => {
    const server = await LoopbackServer.of(createServer((socket) => socket.resume()));
    servers.push(server);

    await scan([server.endpoint.port]);

    expect(server.mostAtOnce).toBe(1);
    await settled(() => server.sockets.size === 0);
  });

  it('ends soon after an abort, with every connection closed', async () => {
    const server = await LoopbackServer.of(createServer((socket) => socket.resume()));
    servers.push(server);
    const abort = new AbortController();

    const lines: string[] = [];
    for await (const line of portsProbe.collect(requestFor([server.endpoint.port]), abort.signal)) {
      lines.push(line);
      if (line.includes('"open"')) abort.abort();
    }

    expect(lines.at(-1)).not.toContain('"end"');
    await settled(() => server.sockets.size === 0);
  });

  it('closes its connections when the reader stops in the middle', async () => {
    const server = await LoopbackServer.of(createServer((socket) => socket.resume()));
    servers.push(server);

    for await (const line of portsProbe.collect(requestFor([server.endpoint.port]), new AbortController().signal)) {
      if (line.includes('"open"')) break;
    }

    await settled(() => server.sockets.size === 0);
    expect(server.sockets.size).toBe(0);
  });
});

function requestFor(ports: readonly number[], profile: Profile = 'standard'): ToolRunRequest {
  return { endpoint: { host: LOOPBACK, address: LOOPBACK }, profile, ports, settings: {} };
}

async function scan(
  ports: readonly number[],
  profile?: Profile,
): Promise<{ readonly events: readonly ToolEvent[]; readonly end: ToolEnd }> {
  const request = requestFor(ports, profile);
  const parser = portsProbe.parser(request);
  const events: ToolEvent[] = [];
  for await (const line of portsProbe.collect(request, new AbortController().signal)) {
    events.push(...parser.write('stdout', `${line}\n`));
  }
  return { events, end: parser.end(OWN_END) };
}

function weaknesses(events: readonly ToolEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'observation' ? event.observation.weakness : []));
}

function evidenceOf(events: readonly ToolEvent[], weakness: string): string | undefined {
  return events
    .flatMap((event) => (event.type === 'observation' ? event.observation : []))
    .find((observation) => observation.weakness === weakness)?.evidence;
}

function ftpServer({ PASS }: { readonly PASS: string }): (socket: Socket) => void {
  return (socket) => {
    socket.write('220-Welcome\r\n220 FTP server ready\r\n');
    socket.on('data', (bytes: Buffer) => {
      const command = bytes.toString().slice(0, 4);
      if (command === 'USER') socket.write('331 Any password\r\n');
      if (command === 'PASS') socket.write(`${PASS}\r\n`);
    });
  };
}

function redisServer(info: string): (socket: Socket) => void {
  return (socket) => {
    socket.on('data', (bytes: Buffer) => {
      socket.write(bytes.toString() === 'PING\r\n' ? '+PONG\r\n' : info);
    });
  };
}

function flood(socket: Socket): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(Buffer.alloc(16_384, 'x'))) continue;
  };
  socket.on('drain', more);
  more();
}

async function settled(condition: () => boolean): Promise<void> {
  for (let wait = 0; wait < 50 && !condition(); wait += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(condition()).toBe(true);
}
