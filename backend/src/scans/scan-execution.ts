import { defer, from, lastValueFrom, mergeMap, Subject } from 'rxjs';
import { type Endpoint, hasPort, type ServiceEndpoint } from '../targets/endpoint.js';
import { type HostLimits } from './host-limits.js';
import { RunQueue } from './run-queue.js';
import { endpointKeyOf } from './scan-plan.js';
import { type ToolRun } from './tool-run.js';

/** What the execution of a scan asks of the world around it. */
export interface ScanExecutionParts {
  readonly hosts: HostLimits;
  /** How many runs may be carried out at the same time. */
  readonly slots: number;
  /** Finds out what speaks on an endpoint that a tool could not name. */
  identify(endpoint: ServiceEndpoint): Promise<Endpoint>;
  /** Stores the runs for an endpoint and returns those that are new and can run. */
  plan(endpoint: Endpoint, foundBy: string | undefined): Promise<readonly ToolRun[]>;
  /** The larger, the earlier. */
  weigh(run: ToolRun): number;
  /** Whether an endpoint found by a run belongs to the scan. */
  covers(run: ToolRun, endpoint: ServiceEndpoint): boolean;
  /** Carries one run out; resolves when its result is stored. */
  carryOut(run: ToolRun, discovery: Discovery): Promise<void>;
  /** Called once, when something went wrong that is not the fault of a tool: runs in progress had better be ended. */
  failed(): void;
}

/** Where a run tells what it finds. */
export interface Discovery {
  /** Called for each endpoint, as soon as it is found. */
  found(endpoint: ServiceEndpoint): void;
  /**
   * Resolves when the runs for every endpoint found so far are stored. A run must not be stored as ended before: a server
   * that is killed in between would start again without them. Rejects when one could not be stored.
   */
  followed(): Promise<void>;
}

/**
 * Carries out the runs of one scan on a number of slots, longest expected first. Endpoints found on the way add runs at once;
 * the scan ends when nothing is queued, in progress or being identified any more.
 */
export class ScanExecution {
  private readonly queue: RunQueue;
  private readonly runs = new Map<string, ToolRun>();
  private readonly known = new Set<string>();
  /** One for each queued run: whoever gets a slot takes the heaviest run that waits then. */
  private readonly tickets = new Subject<void>();
  private pending = 0;
  private failure: Error | undefined;

  constructor(private readonly parts: ScanExecutionParts) {
    this.queue = new RunQueue(parts.hosts);
  }

  /**
   * Resolves when all is done. Rejects with the first error that is not the fault of a tool, once every run in progress has
   * ended: a scan that is over has no process left.
   */
  async run(endpoints: readonly Endpoint[], unfinished: readonly ToolRun[]): Promise<void> {
    const settled = lastValueFrom(
      this.tickets.pipe(mergeMap(() => defer(() => from(this.carryOutNext())), this.parts.slots)),
      { defaultValue: undefined },
    );
    for (const endpoint of endpoints) this.known.add(endpointKeyOf(endpoint));
    this.work(this.begin(endpoints, unfinished));
    await settled;
    if (this.failure !== undefined) throw this.failure;
  }

  /** Ends the waiting: runs in progress go on until they are ended by their signal. */
  stop(): void {
    for (const { id } of this.queue.close()) {
      this.runs.delete(id);
    }
  }

  private async carryOutNext(): Promise<void> {
    const next = await this.queue.take();
    const run = next === undefined ? undefined : this.runs.get(next.id);
    try {
      if (run !== undefined) await this.parts.carryOut(run, this.discoveryOf(run));
    } catch (error) {
      this.fail(error);
    } finally {
      if (next !== undefined) this.parts.hosts.release(next.address);
      this.done();
    }
  }

  private discoveryOf(run: ToolRun): Discovery {
    const follows: Promise<void>[] = [];
    return {
      found: (endpoint) => {
        const key = endpointKeyOf(endpoint);
        if (this.known.has(key) || !this.parts.covers(run, endpoint)) return;
        this.known.add(key);
        const follow = this.follow(run, endpoint);
        follows.push(follow);
        this.work(follow);
      },
      followed: async () => {
        await Promise.all(follows);
      },
    };
  }

  private async follow(run: ToolRun, endpoint: ServiceEndpoint): Promise<void> {
    const named = endpoint.protocol === undefined ? await this.parts.identify(endpoint) : endpoint;
    if (hasPort(named)) this.enqueue(await this.parts.plan(named, run.id));
  }

  private async begin(endpoints: readonly Endpoint[], unfinished: readonly ToolRun[]): Promise<void> {
    const planned = await Promise.all(endpoints.map((endpoint) => this.parts.plan(endpoint, undefined)));
    this.enqueue([...unfinished, ...planned.flat()]);
  }

  /** All are in the queue before the first slot is given: otherwise the first to come would run, not the longest. */
  private enqueue(runs: readonly ToolRun[]): void {
    for (const run of runs) {
      this.runs.set(run.id, run);
      this.queue.add({ id: run.id, address: run.endpoint.address, weight: this.parts.weigh(run) });
    }
    this.pending += runs.length;
    for (let ticket = 0; ticket < runs.length; ticket += 1) this.tickets.next();
  }

  /** Counts work that holds the scan open; its error ends the scan. */
  private work(task: Promise<void>): void {
    this.pending += 1;
    task.catch((error: unknown) => this.fail(error)).finally(() => this.done());
  }

  private fail(error: unknown): void {
    if (this.failure !== undefined) return;
    this.failure = error instanceof Error ? error : new Error(String(error));
    this.stop();
    this.parts.failed();
  }

  private done(): void {
    this.pending -= 1;
    if (this.pending === 0) this.tickets.complete();
  }
}
