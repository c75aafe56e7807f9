import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, type BenchContext, type Measurement } from '../bench.js';
import { alternate } from '../running/alternate.js';
import { ShippedServer } from '../running/shipped-server.js';
import { summaryOf } from '../statistics/statistics.js';
import { type Sent, type TimedFrame } from './bare-event-server.js';
import { checkOrder, openListeners } from './listeners.js';
import { followScan, type Told } from './scan-stream.js';

const BARE = join(import.meta.dirname, 'bare-event-server.js');
const SIZE = { quick: { clients: 200, rounds: 1, before: 2 }, full: { clients: 1000, rounds: 5, before: 6 } };
const POLL_MS = 5;

/** Many people who watch the same scan. */
export const eventStream: Bench = {
  id: 'event-stream',
  title: 'Live events',
  about:
    'Many clients (1,000; quick: 200) in one process follow the events of one running scan of the practice target, whose probes run in ' +
    'the server’s own process: the hardest case. Every client must get every event, in order, or the bench fails. Delay: from the start ' +
    'or end of a tool run, by the server’s clock, until a client has read of it, so our figures hold the write to the database. Beside ' +
    'it a server on bare Node, without a scan, that sends the same frames to as many clients at the same moments.',
  rows: [
    { id: 'p50', what: 'delay, p50 of all events and clients' },
    { id: 'p99', what: 'delay, p99' },
    { id: 'alone-p99', what: 'delay, p99, of the same scan with one client' },
    { id: 'loop', what: 'event-loop delay, p99, while all are told' },
    { id: 'cpu', what: 'CPU time of the server, scan and telling' },
    { id: 'alone-cpu', what: 'CPU time of the same scan with one client' },
  ].map((row) => ({ ...row, unit: 'ms', baseline: 'bare Node sends the same', reach: [], ifNotReached: '' })),
  run: measure,
};

async function measure({ mode, folder, say }: BenchContext): Promise<Measurement> {
  const { clients, rounds, before } = SIZE[mode];
  const server = await ShippedServer.start(join(folder, 'server'), { MAX_CONCURRENT_SCANS: '1' });
  try {
    let frames: readonly TimedFrame[] = [];
    const opened: number[] = [];
    const told = await alternate(
      {
        alone: () => followScan(server, 1, 0),
        ours: async (): Promise<Told> => {
          const result = await followScan(server, clients, before);
          opened.push(result.openedInMs);
          frames = result.frames;
          return result;
        },
        bare: () => toldByBareNode(frames, clients),
      },
      rounds,
      1,
    );
    say(`${clients} clients, ${frames.length} events each`);
    const figures = (pick: (one: Told) => number, ours = told.ours) => ({
      ours: ours.map(pick),
      baseline: told.bare.map(pick),
    });
    return {
      rounds: {
        p50: figures(({ delaysMs }) => summaryOf(delaysMs).median),
        p99: figures(({ delaysMs }) => summaryOf(delaysMs).p99),
        loop: figures(({ loopP99Ms }) => loopP99Ms),
        cpu: figures(({ cpuMs }) => cpuMs),
        'alone-p99': figures(({ delaysMs }) => summaryOf(delaysMs).p99, told.alone),
        'alone-cpu': figures(({ cpuMs }) => cpuMs, told.alone),
      },
      notes: [
        `${clients.toLocaleString('en-US')} clients got ${frames.length} kept events each, in order, in every round.`,
        `To open all streams took ${Math.round(summaryOf(opened).median).toLocaleString('en-US')} ms, beside scans that ran meanwhile.`,
      ],
      charts: [],
    };
  } finally {
    await server.stop();
  }
}

async function toldByBareNode(frames: readonly TimedFrame[], clients: number): Promise<Told> {
  const child = fork(BARE, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  try {
    const [port] = (await once(child, 'message')) as [number];
    const listeners = await openListeners(`http://127.0.0.1:${port}/`, clients);
    child.send(frames);
    const [{ sentAt, ...cost }] = (await once(child, 'message')) as [Sent];
    while (!listeners.every((listener) => listener.hasHeard(frames.length))) await sleep(POLL_MS);
    checkOrder(listeners, frames.length);
    const delaysMs = listeners.flatMap(({ heard }) =>
      heard.map(({ id, heardAt }) => heardAt - (sentAt[id - 1] ?? NaN)),
    );
    return { ...cost, delaysMs };
  } finally {
    child.kill();
  }
}
