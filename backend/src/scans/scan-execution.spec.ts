import { type Endpoint, type ServiceEndpoint } from '../targets/endpoint.js';
import { HostLimits } from './host-limits.js';
import { type Discovery, ScanExecution, type ScanExecutionParts } from './scan-execution.js';
import { aToolRun, LOOPBACK } from './testing/tool-run.builder.js';
import { type ToolRun } from './tool-run.js';

const web: ServiceEndpoint = { ...LOOPBACK, port: 80, transport: 'tcp', protocol: 'http' };

/** A world in which runs last until they are let go, and which notes what is going on. */
class World {
  readonly started: string[] = [];
  readonly planned: string[] = [];
  mostAtOnce = 0;
  private active = 0;
  private readonly finish = new Map<string, () => void>();
  private readonly finders = new Map<string, Discovery>();

  parts(overrides: Partial<ScanExecutionParts> = {}): ScanExecutionParts {
    return {
      hosts: new HostLimits(100),
      slots: 3,
      identify: (endpoint) => Promise.resolve({ ...endpoint, protocol: 'http' }),
      plan: (endpoint, foundBy) => {
        this.planned.push(`${endpoint.port ?? 'host'} by ${foundBy ?? 'plan'}`);
        return Promise.resolve(this.runsOf(endpoint));
      },
      weigh: ({ expectedMs }) => expectedMs,
      covers: () => true,
      carryOut: (run, discovery) => this.carryOut(run, discovery),
      failed: () => undefined,
      ...overrides,
    };
  }

  runsOf(endpoint: Endpoint): ToolRun[] {
    if (endpoint.port !== undefined) return [aToolRun({ id: `web-${endpoint.port}`, endpoint })];
    return [aToolRun({ id: 'short', expectedMs: 1 }), aToolRun({ id: 'ports', expectedMs: 9 })];
  }

  find(by: string, endpoint: ServiceEndpoint): void {
    this.finders.get(by)?.found(endpoint);
  }

  /** Resolves when what the run has found so far is planned. */
  followed(by: string): Promise<void> | undefined {
    return this.finders.get(by)?.followed();
  }

  async end(id: string): Promise<void> {
    await this.until(() => this.finish.has(id));
    this.finish.get(id)?.();
  }

  async until(condition: () => boolean): Promise<void> {
    for (let turn = 0; turn < 1000 && !condition(); turn += 1) await new Promise(setImmediate);
    expect(condition()).toBe(true);
  }

  private async carryOut(run: ToolRun, discovery: Discovery): Promise<void> {
    this.started.push(run.id);
    this.active += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.active);
    this.finders.set(run.id, discovery);
    await new Promise<void>((resolve) => this.finish.set(run.id, resolve));
    this.active -= 1;
  }
}

describe(ScanExecution.name, () => {
  let world: World;

  beforeEach(() => {
    world = new World();
  });

  it('starts the longest expected run first and ends when all have ended', async () => {
    const running = new ScanExecution(world.parts({ slots: 1 })).run([LOOPBACK], []);
    await world.end('ports');
    await world.end('short');

    await running;

    expect(world.started).toEqual(['ports', 'short']);
  });

  it('never carries out more runs at once than there are slots', async () => {
    const endpoints = Array.from({ length: 20 }, (_, position) => ({ ...web, port: 1000 + position }));
    const running = new ScanExecution(world.parts({ slots: 3 })).run(endpoints, []);
    for (const { port } of endpoints) void world.end(`web-${port}`);

    await running;

    expect(world.started).toHaveLength(20);
    expect(world.mostAtOnce).toBe(3);
  });

  it('starts the runs for an endpoint while the run that found it goes on: no barrier', async () => {
    const running = new ScanExecution(world.parts()).run([LOOPBACK], []);
    await world.until(() => world.started.includes('ports'));

    world.find('ports', web);

    await world.until(() => world.started.includes('web-80'));
    for (const id of ['ports', 'short', 'web-80']) await world.end(id);
    await running;
    expect(world.planned).toEqual(['host by plan', '80 by ports']);
  });

  it('plans no port twice, whoever finds it again', async () => {
    const running = new ScanExecution(world.parts()).run([LOOPBACK, web], []);
    await world.until(() => world.started.length === 3);

    world.find('ports', web);
    world.find('short', { ...web, port: 81 });
    world.find('ports', { ...web, port: 81 });

    for (const id of ['ports', 'short', 'web-80', 'web-81']) await world.end(id);
    await running;
    expect(world.planned).toEqual(['host by plan', '80 by plan', '81 by short']);
  });

  it('asks what speaks on a port only when the finder could not say', async () => {
    const identify = jest.fn((endpoint: ServiceEndpoint) => Promise.resolve({ ...endpoint, protocol: 'ssh' as const }));
    const running = new ScanExecution(world.parts({ identify })).run([LOOPBACK], []);
    await world.until(() => world.started.includes('ports'));

    world.find('ports', web);
    world.find('ports', { ...LOOPBACK, port: 22 });

    for (const id of ['ports', 'short', 'web-80', 'web-22']) await world.end(id);
    await running;
    expect(identify).toHaveBeenCalledTimes(1);
    expect(identify).toHaveBeenCalledWith(expect.objectContaining({ port: 22 }));
  });

  it('lets a run wait until what it found is planned, so that its end hides nothing', async () => {
    let name: (() => void) | undefined;
    const identify = (endpoint: ServiceEndpoint) =>
      new Promise<Endpoint>((resolve) => {
        name = () => resolve({ ...endpoint, protocol: 'http' });
      });
    const running = new ScanExecution(world.parts({ identify })).run([LOOPBACK], []);
    await world.until(() => world.started.includes('ports'));
    world.find('ports', { ...LOOPBACK, port: 80 });

    const followed = world.followed('ports')?.then(() => [...world.planned]);
    name?.();

    expect(await followed).toEqual(['host by plan', '80 by ports']);
    for (const id of ['ports', 'short', 'web-80']) await world.end(id);
    await running;
  });

  it('leaves out endpoints that are not the scan’s', async () => {
    const running = new ScanExecution(world.parts({ covers: () => false })).run([LOOPBACK], []);
    await world.until(() => world.started.includes('ports'));

    world.find('ports', web);

    for (const id of ['ports', 'short']) await world.end(id);
    await running;
    expect(world.planned).toEqual(['host by plan']);
  });

  it('starts nothing any more once it is stopped, and ends when what was in progress has ended', async () => {
    const sut = new ScanExecution(world.parts({ slots: 1 }));
    const running = sut.run([LOOPBACK], []);
    await world.until(() => world.started.includes('ports'));

    sut.stop();
    world.find('ports', web);
    await world.end('ports');

    await running;
    expect(world.started).toEqual(['ports']);
  });

  it('carries on with the runs that an interrupted scan had left', async () => {
    const plan = () => Promise.resolve([]);
    const running = new ScanExecution(world.parts({ plan })).run([LOOPBACK], [aToolRun({ id: 'left' })]);
    await world.end('left');

    await running;

    expect(world.started).toEqual(['left']);
  });

  it('rejects when the world around it fails', async () => {
    const plan = () => Promise.reject(new Error('disk full'));

    await expect(new ScanExecution(world.parts({ plan })).run([LOOPBACK], [])).rejects.toThrow('disk full');
  });

  it('says at once that the world failed, and rejects only when the runs in progress have ended', async () => {
    let failed = 0;
    let rejected = false;
    const identify = () => Promise.reject(new Error('disk full'));
    const parts = world.parts({ identify, failed: () => (failed += 1), slots: 2 });
    const running = new ScanExecution(parts).run([LOOPBACK, { ...LOOPBACK, port: 81 }], []);
    running.catch(() => (rejected = true));
    await world.until(() => world.started.length === 2);

    world.find('ports', { ...LOOPBACK, port: 80 });
    await world.until(() => failed === 1);
    await world.end(world.started[0] ?? '');
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);

    expect(rejected).toBe(false);
    await world.end(world.started[1] ?? '');
    await expect(running).rejects.toThrow('disk full');
    expect(world.started).toHaveLength(2);
    expect(failed).toBe(1);
  });

  it('lets no run end as if all it found had been planned when that failed', async () => {
    const identify = () => Promise.reject(new Error('disk full'));
    const running = new ScanExecution(world.parts({ identify })).run([LOOPBACK], []);
    running.catch(() => undefined);
    await world.until(() => world.started.includes('ports'));
    world.find('ports', { ...LOOPBACK, port: 80 });

    await expect(world.followed('ports')).rejects.toThrow('disk full');

    for (const id of ['ports', 'short']) await world.end(id);
    await expect(running).rejects.toThrow('disk full');
  });

  it('ends at once when there is nothing to do', async () => {
    const plan = () => Promise.resolve([]);

    await expect(new ScanExecution(world.parts({ plan })).run([], [])).resolves.toBeUndefined();
  });
});
