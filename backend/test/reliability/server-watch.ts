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
  try {
    const [answers] = await Promise.all([askRepeatedly(server, stop.signal), happening.finally(() => stop.abort())]);
    return {
      peakMb: memory.peakMb(),
      answersP99Ms: Math.round(quantile(answers, 0.99)),
      answers: answers.length,
      seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    };
  } finally {
    stop.abort();
    memory.stop();
  }
}

/** The kernel's own peak counts too, begun anew: it misses nothing between two looks. */
function watchMemory(pid: number): { peakMb(): number; stop(): void } {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  let peakKb = 0;
  const look = (field: 'VmRSS' | 'VmHWM'): void => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    peakKb = Math.max(peakKb, Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]));
  };
  const timer = setInterval(() => look('VmRSS'), LOOK_EVERY_MS);
  return {
    peakMb: () => {
      look('VmHWM');
      return Math.round(peakKb / 1024);
    },
    stop: () => clearInterval(timer),
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
