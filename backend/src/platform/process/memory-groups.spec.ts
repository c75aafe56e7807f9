import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryGroups } from './memory-groups.js';

/** A folder that looks like a tree of control groups; a real one cannot be had in every container. */
describe(MemoryGroups.name, () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cgroup-'));
    addGroup('service', 'memory pids');
    addGroup('service/main', '');
    writeFileSync(join(root, 'membership'), '1:name=systemd:/x\n0::/service/main\n');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function addGroup(path: string, controllers: string): void {
    mkdirSync(join(root, path));
    writeFileSync(join(root, path, 'cgroup.subtree_control'), `${controllers}\n`);
  }

  const find = (): Promise<MemoryGroups | undefined> => MemoryGroups.find(root, join(root, 'membership'));

  it('makes a capped group beside ours', async () => {
    const groups = await find();

    const group = await groups!.create('t1', 1024);

    const folder = join(root, 'service/parallax-run-t1');
    expect(group.joinFile).toBe(join(folder, 'cgroup.procs'));
    expect(readFileSync(join(folder, 'memory.max'), 'utf8')).toBe('1024');
    expect(readFileSync(join(folder, 'memory.oom.group'), 'utf8')).toBe('1');
  });

  it('tells that the cap was exceeded', async () => {
    const group = await (await find())!.create('t1', 1024);
    const events = join(root, 'service/parallax-run-t1/memory.events');

    expect(await group.wasExceeded()).toBe(false);
    writeFileSync(events, 'low 0\nmax 3\noom 0\noom_kill 0\n');
    expect(await group.wasExceeded()).toBe(false);
    writeFileSync(events, 'low 0\nmax 3\noom 1\noom_kill 2\n');
    expect(await group.wasExceeded()).toBe(true);
  });

  it('removes empty groups that were left, and nothing else', async () => {
    mkdirSync(join(root, 'service/parallax-run-old'));
    mkdirSync(join(root, 'service/parallax-run-busy/x'), { recursive: true });
    mkdirSync(join(root, 'service/other'));

    await (await find())!.removeLeft();

    expect(existsSync(join(root, 'service/parallax-run-old'))).toBe(false);
    expect(existsSync(join(root, 'service/parallax-run-busy'))).toBe(true);
    expect(existsSync(join(root, 'service/other'))).toBe(true);
  });

  it.each([
    [
      'the memory controller is not handed down',
      () => writeFileSync(join(root, 'service/cgroup.subtree_control'), 'pids\n'),
    ],
    ['there is no group of version 2', () => writeFileSync(join(root, 'membership'), '4:memory:/service\n')],
    ['the tree is not mounted', () => rmSync(join(root, 'service'), { recursive: true })],
    ['the system knows no groups', () => rmSync(join(root, 'membership'))],
  ])('is not there when %s', async (_, change) => {
    change();

    expect(await find()).toBeUndefined();
  });
});
