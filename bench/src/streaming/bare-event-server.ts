import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventLoopMonitor } from '../../../backend/src/performance/event-loop-monitor.js';

/** A frame, and when it is sent, in milliseconds since the first. */
export interface TimedFrame {
  readonly frame: string;
  readonly afterMs: number;
}

/** What the bare server tells when all is sent. */
export interface Sent {
  /** When each frame was sent, milliseconds since 1970. */
  readonly sentAt: readonly number[];
  readonly cpuMs: number;
  readonly loopP99Ms: number;
}

/** Node alone: keeps the open answers and writes every frame to each of them, at the same moments as it was told. */
async function serve(): Promise<void> {
  const clients: ServerResponse[] = [];
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('retry: 1000\n\n');
    clients.push(response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  process.send?.((server.address() as AddressInfo).port);
  const [frames] = (await once(process, 'message')) as [readonly TimedFrame[]];
  process.send?.(await sendAll(frames, clients));
}

async function sendAll(frames: readonly TimedFrame[], clients: readonly ServerResponse[]): Promise<Sent> {
  const monitor = new EventLoopMonitor();
  monitor.onApplicationBootstrap();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const sentAt: number[] = [];
  for (const { frame, afterMs } of frames) {
    const wait = afterMs - (performance.now() - startedAt);
    if (wait > 0) await sleep(wait);
    sentAt.push(Date.now());
    for (const client of clients) client.write(`${frame}\n\n`);
  }
  await sleep(100); // what was written is sent now
  const { user, system } = process.cpuUsage(cpu);
  return { sentAt, cpuMs: (user + system) / 1000, loopP99Ms: monitor.snapshot().p99 };
}

void serve();
