import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { LoopbackServer } from '../../testing/loopback-server.js';
import { attempterFor, isPhantom } from './port-attempt.js';

const LOOPBACK = '127.0.0.1';

describe('attempterFor', () => {
  it('tells an open port from a closed one', async () => {
    const server = await LoopbackServer.of(createServer());
    const { port } = server.endpoint;
    const attempt = attempterFor(LOOPBACK, new AbortController().signal);

    const open = await attempt(port, 1000);
    await server.close();

    expect(open.kind).toBe('open');
    expect(await attempt(port, 1000)).toEqual({ kind: 'closed' });
  });

  it('opens nothing after an abort', async () => {
    const attempt = attempterFor(LOOPBACK, AbortSignal.abort());

    expect(await attempt(9, 1000)).toEqual({ kind: 'aborted' });
  });
});

describe('isPhantom', () => {
  it('sees that a connection has met itself', async () => {
    const port = await freePort();
    const socket = connect({ host: LOOPBACK, port, localAddress: LOOPBACK, localPort: port });
    await once(socket, 'connect'); // nobody listens: TCP simultaneous open with itself

    expect(isPhantom(socket)).toBe(true);
    socket.destroy();
  });
});

async function freePort(): Promise<number> {
  const server = await LoopbackServer.of(createServer());
  const { port } = server.endpoint;
  await server.close();
  return port;
}
