import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What is asked again and again. */
export interface Load {
  readonly port: number;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly milliseconds: number;
}

/**
 * Answers per second when every connection asks again as soon as it has its answer. Written on bare sockets, so that what asks
 * costs little beside what answers: all answers are the same, so they are counted by their bytes.
 * @throws Error when the first answer is not one of `expected`
 */
export async function answersPerSecond(load: Load, expected: 200 | 304): Promise<number> {
  const request = requestOf(load);
  const size = await sizeOfAnswer(load.port, request, expected);
  const connections = await Promise.all(
    Array.from({ length: load.connections }, () => AskingConnection.open(load.port, request, size)),
  );
  const startedAt = performance.now();
  for (const connection of connections) connection.start();
  await new Promise((resolve) => setTimeout(resolve, load.milliseconds));
  const seconds = (performance.now() - startedAt) / 1000;
  const answers = connections.reduce((sum, connection) => sum + connection.stop(), 0);
  return answers / seconds;
}

class AskingConnection {
  private bytes = 0;
  private answers = 0;

  private constructor(
    private readonly socket: Socket,
    private readonly request: string,
    private readonly size: number,
  ) {
    socket.on('data', (chunk: Buffer) => this.take(chunk.length));
  }

  static async open(port: number, request: string, size: number): Promise<AskingConnection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new AskingConnection(socket, request, size);
  }

  start(): void {
    this.socket.write(this.request);
  }

  /** Returns how many answers came. */
  stop(): number {
    this.socket.destroy();
    return this.answers;
  }

  private take(length: number): void {
    this.bytes += length;
    if (this.bytes < this.size) return;
    this.bytes -= this.size;
    this.answers += 1;
    this.socket.write(this.request);
  }
}

function requestOf({ port, path, headers = {} }: Load): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${lines.join('')}\r\n`;
}

/** The second answer's: the first may say more, for example that the connection is kept. */
async function sizeOfAnswer(port: number, request: string, expected: 200 | 304): Promise<number> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  let size = 0;
  for (let turn = 0; turn < 2; turn += 1) {
    socket.write(request);
    size = (await readAnswer(socket, expected)).length;
  }
  socket.destroy();
  return size;
}

async function readAnswer(socket: Socket, expected: 200 | 304): Promise<Buffer> {
  let answer = Buffer.alloc(0);
  for (;;) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    answer = Buffer.concat([answer, chunk]);
    const head = answer.indexOf('\r\n\r\n');
    if (head < 0) continue;
    const text = answer.subarray(0, head).toString('latin1');
    if (!text.startsWith(`HTTP/1.1 ${expected} `)) throw new Error(`not the answer that is measured: ${text}`);
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
    if (answer.length >= head + 4 + length) return answer;
  }
}
