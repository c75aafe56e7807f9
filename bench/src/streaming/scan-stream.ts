import { setTimeout as sleep } from 'node:timers/promises';
import { type ScanDto } from '../../../backend/src/scans/dto/scan.dto.js';
import { type ToolRunDto } from '../../../backend/src/scans/dto/tool-run.dto.js';
import { FINISHED, PRACTICE_REQUEST } from '../running/practice-scan.js';
import { type ShippedServer } from '../running/shipped-server.js';
import { type TimedFrame } from './bare-event-server.js';
import { checkOrder, type HeardEvent, type Listener, openListeners } from './listeners.js';

/** What it cost to tell everybody, and when everybody knew. */
export interface Told {
  /** Of each event at each client: milliseconds from what happened until the client had read it. */
  readonly delaysMs: readonly number[];
  readonly cpuMs: number;
  readonly loopP99Ms: number;
}

/** What the clients of a scan were told. */
export interface ToldByScan extends Told {
  readonly openedInMs: number;
  readonly frames: readonly TimedFrame[];
}

/** What the data of an event is, by its type. */
interface EventData {
  readonly scan: ScanDto;
  readonly run: ToolRunDto;
}

const POLL_MS = 5;
/** The server's histogram counts its resolution as delay. */
const RESOLUTION_MS = 10;

/**
 * Starts a scan that has to wait for others, lets clients follow it, and gives what they were told. What happened before all of
 * them were there does not count.
 * @param server runs one scan at a time
 * @param before how many scans run first, while the streams are opened
 * @throws Error when a client missed an event
 */
export async function followScan(server: ShippedServer, clients: number, before: number): Promise<ToldByScan> {
  for (let scan = 0; scan < before; scan += 1) await server.post<ScanDto>('/api/v1/scans', PRACTICE_REQUEST);
  const { id } = await server.post<ScanDto>('/api/v1/scans', PRACTICE_REQUEST);
  const startedAt = performance.now();
  const listeners = await openListeners(`${server.url}/api/v1/scans/${id}/events`, clients);
  const openedInMs = performance.now() - startedAt;
  const allThereAt = Date.now();
  await heardState(listeners, (state) => state !== 'queued');
  const figuresBefore = await processFigures(server);
  await heardState(listeners, (state) => FINISHED.includes(state));
  const { eventSequence } = await server.get<ScanDto>(`/api/v1/scans/${id}`);
  while (!listeners.every((listener) => listener.hasHeard(eventSequence))) await sleep(POLL_MS);
  const { cpuMs, loopP99Ms } = await processFigures(server);
  for (const listener of listeners) listener.close();
  checkOrder(listeners, eventSequence);
  return {
    delaysMs: listeners.flatMap(({ heard }) => heard.flatMap((event) => delayOf(event, allThereAt))),
    cpuMs: cpuMs - figuresBefore.cpuMs,
    loopP99Ms,
    openedInMs,
    frames: framesOf(listeners),
  };
}

async function heardState(listeners: readonly Listener[], wanted: (state: string) => boolean): Promise<void> {
  const states = () => (listeners[0]?.heard ?? []).flatMap(({ frame }) => dataOf(frame, 'scan')?.state ?? []);
  while (!states().some(wanted)) await sleep(POLL_MS);
}

/** The events of runs say when they happened. */
function delayOf({ frame, heardAt }: HeardEvent, allThereAt: number): readonly number[] {
  const run = dataOf(frame, 'run');
  const happened = run?.finishedAt ?? run?.startedAt;
  if (happened === undefined || Date.parse(happened) < allThereAt) return [];
  return [heardAt - Date.parse(happened)];
}

function dataOf<Type extends keyof EventData>(frame: string, type: Type): EventData[Type] | undefined {
  const data = new RegExp(`^event: ${type}\ndata: (.*)$`, 'm').exec(frame)?.[1];
  return data === undefined ? undefined : (JSON.parse(data) as EventData[Type]);
}

/** As the first client got them, so that somebody else can send the same at the same moments. */
function framesOf([first]: readonly Listener[]): readonly TimedFrame[] {
  const begin = first?.heard.find(({ id }) => id > 1)?.heardAt ?? 0;
  return (first?.heard ?? []).map(({ frame, heardAt }) => ({ frame, afterMs: Math.max(0, heardAt - begin) }));
}

/** Reading them starts the histogram of the event loop anew. */
async function processFigures(server: ShippedServer): Promise<Pick<Told, 'cpuMs' | 'loopP99Ms'>> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const value = (name: string): number => {
    const found = new RegExp(`^parallax_${name} (\\S+)$`, 'm').exec(text)?.[1];
    if (found === undefined) throw new Error(`The server has no metric ${name}.`);
    return Number(found) * 1000;
  };
  return {
    cpuMs: value('process_cpu_seconds_total'),
    loopP99Ms: Math.max(0, value('nodejs_eventloop_lag_p99_seconds') - RESOLUTION_MS),
  };
}
