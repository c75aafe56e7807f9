import { HostLimits } from './host-limits.js';
import { RunQueue } from './run-queue.js';

function run(id: string, weight: number, address = '192.0.2.1') {
  return { id, weight, address };
}

describe(RunQueue.name, () => {
  it('gives the heaviest run first, whatever the order of arrival', async () => {
    const sut = new RunQueue(new HostLimits(10));
    for (const weight of [2, 9, 5]) sut.add(run(String(weight), weight));

    const order = [await sut.take(), await sut.take(), await sut.take()].map((next) => next?.id);

    expect(order).toEqual(['9', '5', '2']);
  });

  it('passes over a host that has as many runs as it may have', async () => {
    const sut = new RunQueue(new HostLimits(1));
    sut.add(run('heavy', 9, 'a'));
    sut.add(run('next', 8, 'a'));
    sut.add(run('other', 1, 'b'));

    expect((await sut.take())?.id).toBe('heavy');
    expect((await sut.take())?.id).toBe('other');
  });

  it('waits for a place at the host, shared with other scans', async () => {
    const hosts = new HostLimits(1);
    const first = new RunQueue(hosts);
    const second = new RunQueue(hosts);
    first.add(run('mine', 1));
    second.add(run('theirs', 1));
    await first.take();

    const waiting = second.take();
    hosts.release('192.0.2.1');

    expect((await waiting)?.id).toBe('theirs');
  });

  it('gives nothing once it is closed, also to those who wait already', async () => {
    const sut = new RunQueue(new HostLimits(1));
    const waiting = sut.take();

    const left = sut.close();

    expect(left).toEqual([]);
    expect(await waiting).toBeUndefined();
    sut.add(run('late', 1));
    expect(await sut.take()).toBeUndefined();
  });
});
