import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bench, type BenchContext, type Measurement } from '../bench.js';
import { alternate } from '../running/alternate.js';
import { practiceScan } from '../running/practice-scan.js';
import { ShippedServer } from '../running/shipped-server.js';
import { type BareContent } from './bare-server.js';
import { type LoadOrder, type LoadResult } from './load-client.js';
import { type Load } from './request-load.js';

const BARE = join(import.meta.dirname, 'bare-server.js');
const CLIENT = join(import.meta.dirname, 'load-client.js');
const CONNECTIONS = 8;
const SIZE = { quick: { milliseconds: 400, rounds: 3 }, full: { milliseconds: 2000, rounds: 11 } };

/** The list of findings as the server that is shipped sends it, against the bare framework. */
export const cachedList: Bench = {
  id: 'http-list',
  title: 'HTTP',
  about:
    'GET of 50 findings from the server as it is shipped, in a process of its own, against bare Fastify in another that sends the same ' +
    `bytes out of memory. ${CONNECTIONS} connections from a third process that does nothing else, each asking again as soon as it has its answer.`,
  rows: [
    {
      id: 'cached',
      what: 'cached list of 50 findings',
      unit: 'req/s',
      baseline: 'bare Fastify, the same bytes',
      reach: [{ of: 'ratio', is: 'at least', value: 0.8 }],
      ifNotReached:
        'Ours sends security headers and validators with every answer, gives every request an id, looks at its host and origin, and counts ' +
        'and times it; the bare server does none of it. What the headers alone cost is the next row but one.',
    },
    {
      id: 'not-modified',
      what: '304 for the same list',
      unit: 'req/s',
      baseline: 'bare Fastify, 200 with 2 bytes',
      reach: [{ of: 'ratio', is: 'at least', value: 0.7 }],
      ifNotReached: 'The same.',
    },
    {
      id: 'dressed',
      what: 'bare Fastify that sends our headers',
      unit: 'req/s',
      baseline: 'bare Fastify, the same bytes',
      reach: [],
      ifNotReached: '',
    },
    {
      id: 'uncached',
      what: 'the same list with CACHE_ENABLED=false',
      unit: 'req/s',
      baseline: 'bare Fastify, the same bytes',
      reach: [],
      ifNotReached: '',
    },
  ],
  run: measure,
};

async function measure({ mode, folder, say }: BenchContext): Promise<Measurement> {
  const { milliseconds, rounds } = SIZE[mode];
  const scanned = await ShippedServer.start(join(folder, 'cached'));
  const { id } = await practiceScan(scanned);
  await scanned.stop(); // its data is copied
  await cp(join(folder, 'cached'), join(folder, 'uncached'), { recursive: true });
  const path = `/api/v1/scans/${id}/findings?limit=50`;
  const cached = await ShippedServer.start(join(folder, 'cached'));
  const uncached = await ShippedServer.start(join(folder, 'uncached'), { CACHE_ENABLED: 'false' });
  const answer = await fetch(`${cached.url}${path}`);
  const body = await answer.text();
  const bare = await startBare({ body, headers: headersOf(answer) });
  const client = startChild(CLIENT);
  try {
    say(`${Buffer.byteLength(body)} bytes`);
    const load = (part: Pick<Load, 'port' | 'path' | 'headers'>): Load => ({
      connections: CONNECTIONS,
      milliseconds,
      ...part,
    });
    const known = { 'if-none-match': answer.headers.get('etag') ?? '' };
    const figures = await alternate(
      {
        cached: () => answersPerSecond(client, load({ port: cached.port, path }), 200),
        list: () => answersPerSecond(client, load({ port: bare.port, path: '/list' }), 200),
        dressed: () => answersPerSecond(client, load({ port: bare.port, path: '/dressed' }), 200),
        known: () => answersPerSecond(client, load({ port: cached.port, path, headers: known }), 304),
        tiny: () => answersPerSecond(client, load({ port: bare.port, path: '/tiny' }), 200),
        uncached: () => answersPerSecond(client, load({ port: uncached.port, path }), 200),
      },
      rounds,
      1,
    );
    return {
      rounds: {
        cached: { ours: figures.cached, baseline: figures.list },
        'not-modified': { ours: figures.known, baseline: figures.tiny },
        dressed: { ours: figures.dressed, baseline: figures.list },
        uncached: { ours: figures.uncached, baseline: figures.list },
      },
      notes: [`The body has ${Buffer.byteLength(body).toLocaleString('en-US')} bytes and is not compressed here.`],
      charts: [],
    };
  } finally {
    client.kill();
    bare.child.kill();
    await Promise.all([cached.stop(), uncached.stop()]);
  }
}

/** Without those that Node adds, and those that are about how this one was sent. */
function headersOf({ headers }: Response): Readonly<Record<string, string>> {
  const ofThisAnswer = ['connection', 'keep-alive', 'date', 'content-length', 'content-encoding', 'transfer-encoding'];
  return Object.fromEntries([...headers].filter(([name]) => !ofThisAnswer.includes(name)));
}

async function answersPerSecond(client: ChildProcess, load: Load, expected: LoadOrder['expected']): Promise<number> {
  client.send({ load, expected } satisfies LoadOrder);
  const [result] = (await once(client, 'message')) as [LoadResult];
  if ('failure' in result) throw new Error(result.failure);
  return result.perSecond;
}

function startChild(module: string): ChildProcess {
  return fork(module, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
}

async function startBare(content: BareContent): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = startChild(BARE);
  child.send(content);
  const [port] = (await once(child, 'message')) as [number];
  return { child, port };
}
