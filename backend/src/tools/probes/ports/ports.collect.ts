import { setMaxListeners } from 'node:events';
import { type Clock } from '../../../platform/clock.js';
import { type Profile, type ToolRunRequest } from '../../tool-adapter.js';
import { AnswerLimit } from './answer-limit.js';
import { ConnectionBudget } from './connection-budget.js';
import { LineQueue } from './line-queue.js';
import { attempterFor } from './port-attempt.js';
import { selectPorts } from './port-lists.js';
import { encodePorts } from './port-ranges.js';
import { talkWith } from './port-talk.js';
import { type PortsLine } from './ports.schema.js';
import { Sweep } from './sweep.js';

/** How many attempts are made at once and how long an answer is awaited. */
interface Pace {
  readonly connections: number;
  readonly longestMs: number;
}

/** More connections make a sweep of this machine no faster. */
const LOOPBACK_PACE: Pace = { connections: 250, longestMs: 1000 };
/** Gentle enough for the state tables of routers and firewalls on the way. */
const NETWORK_PACE: Readonly<Record<Profile, Pace>> = {
  quick: { connections: 64, longestMs: 1500 },
  standard: { connections: 128, longestMs: 2000 },
  deep: { connections: 128, longestMs: 2500 },
};

/** Tries the ports of a host and hears what open ones say; yields the transcript, one JSON text a line. */
export async function* collectPorts(
  request: ToolRunRequest,
  signal: AbortSignal,
  clock: Clock,
): AsyncGenerator<string> {
  const { endpoint, profile } = request;
  const { address } = endpoint;
  const { choice, ports } = selectPorts(profile, request.ports);
  const { connections, longestMs } = isLoopback(address) ? LOOPBACK_PACE : NETWORK_PACE[profile];
  const observedAt = clock.now().toISOString();
  yield textOf({ type: 'start', address, profile, choice, ports: encodePorts(ports), connections, observedAt });

  const reader = new AbortController();
  const ends = AbortSignal.any([signal, reader.signal]);
  setMaxListeners(0, ends); // one for each connection
  const lines = new LineQueue<PortsLine>();
  const sweep = new Sweep(
    ports,
    {
      attempt: attempterFor(address, ends),
      budget: new ConnectionBudget(connections),
      limit: new AnswerLimit(longestMs),
      talk: (port, line) => talkWith(port, line, profile),
    },
    ends,
    (line) => lines.push(line),
  );
  const swept = sweep.run().then(
    () => lines.close(),
    (cause: unknown) => lines.close({ cause }),
  );
  try {
    for await (const line of lines) yield textOf(line);
    if (!signal.aborted) yield textOf({ type: 'end' });
  } finally {
    reader.abort(); // ends what is under way when the reader stops in the middle
    await swept;
  }
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

function textOf(line: PortsLine): string {
  return JSON.stringify(line);
}
