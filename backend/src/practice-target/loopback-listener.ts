import { type AddressInfo, type Server, type Socket } from 'node:net';
import { PracticePortTakenError } from './practice-target.errors.js';

export const LOOPBACK = '127.0.0.1';
const MAX_CONNECTIONS = 256;

/** A server that listens on loopback and nowhere else, and that can be closed at once, open connections included. */
export class LoopbackListener {
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.maxConnections = MAX_CONNECTIONS;
    server.on('connection', (socket: Socket) => this.keep(socket));
  }

  /** Starts listening; port 0 means any free one. Throws `PracticePortTakenError` when the port cannot be had. */
  static async open(server: Server, port: number): Promise<LoopbackListener> {
    const listener = new LoopbackListener(server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => reject(new PracticePortTakenError(port, { cause })));
      server.listen({ host: LOOPBACK, port, exclusive: true }, resolve);
    });
    return listener;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
    for (const socket of this.sockets) socket.destroy();
    return closed;
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
  }
}
