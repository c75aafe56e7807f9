import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { quantile } from './quantiles.js';
import { type ServerProcess } from './server-process.js';

const LOOK_EVERY_MS = 50;
const ASK_EVERY_MS = 20;

/** What could be seen of a server from outside, from the start of the watch to its end. */
export interface Seen {
  /** Most memory that it held at any moment, MB. */
  readonly peakMb: number;
  /** Of the answers to GET /api/v1/scans, milliseconds. */
  readonly answersP99Ms: number;
  readonly answers: number;
  readonly seconds: number;
}

/** Looks at the memory of a server and asks it for its scans, again and again, while something happens. */
export async function watched(server: ServerProcess, happening: Promise<unknown>): Promise<Seen> {
  const startedAt = performance.now();
  const memory = watchMemory(server.pid);
  const stop = new AbortController();
  const asked = askRepeatedly(server, stop.signal);
  try {
    await happening;
  } finally {
    stop.abort();
  }
  const answers = await asked;
  return {
    peakMb: memory.stop(),
    answersP99Ms: Math.round(quantile(answers, 0.99)),
    answers: answers.length,
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
  };
}

/** The kernel's own peak counts too, begun anew: it misses nothing between two looks. */
function watchMemory(pid: number): { stop(): number } {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  let peakMb = 0;
  const look = (field: string): void => {
    const [, kilobytes] =
      new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    peakMb = Math.max(peakMb, Number(kilobytes) / 1024);
  };
  const timer = setInterval(() => look('VmRSS'), LOOK_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look('VmHWM');
      return Math.round(peakMb);
    },
  };
}

async function askRepeatedly(server: ServerProcess, signal: AbortSignal): Promise<readonly number[]> {
  const took: number[] = [];
  do {
    const askedAt = performance.now();
    await server.scans();
    took.push(performance.now() - askedAt);
    await delay(ASK_EVERY_MS);
  } while (!signal.aborted);
  return took;
}
