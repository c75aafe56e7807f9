import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type ServiceEndpoint } from '../../targets/endpoint.js';

/** A server on loopback for one test, with a count of the connections that are open and that there were at most. */
export class LoopbackServer {
  readonly sockets = new Set<Socket>();
  /** Requests as they came in, for servers that speak HTTP: method and path. */
  readonly asked: string[] = [];
  mostAtOnce = 0;

  private constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      this.mostAtOnce = Math.max(this.mostAtOnce, this.sockets.size);
      socket.on('error', () => undefined);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  /** A web server. */
  static web(answer: RequestListener): Promise<LoopbackServer> {
    const server = createHttpServer();
    const loopback = new LoopbackServer(server);
    server.on('request', (request, response) => {
      loopback.asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      answer(request, response);
    });
    return loopback.listen();
  }

  /** A server that writes bytes of its own making when it has been asked something. */
  static raw(answer: (socket: Socket, asked: string) => void): Promise<LoopbackServer> {
    const server = createServer((socket) => socket.once('data', (asked) => answer(socket, asked.toString('latin1'))));
    return new LoopbackServer(server).listen();
  }

  /** Any other server, which is not listening yet. */
  static of(server: Server): Promise<LoopbackServer> {
    return new LoopbackServer(server).listen();
  }

  get endpoint(): ServiceEndpoint & { readonly protocol: 'http' } {
    const { port } = this.server.address() as AddressInfo;
    return { host: '127.0.0.1', address: '127.0.0.1', port, transport: 'tcp', protocol: 'http' };
  }

  /** Resolves when no connection is open any more: the end of one is heard a moment after it was closed at the other side. */
  async allClosed(): Promise<void> {
    while (this.sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }
}
