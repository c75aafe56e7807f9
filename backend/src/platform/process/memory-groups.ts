import { constants } from 'node:fs';
import { access, mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const NAME_PREFIX = 'parallax-run-';

/** The control group that caps the memory of one run. */
export class MemoryGroup {
  constructor(private readonly folder: string) {}

  /** A process that writes its pid here joins, and all that it starts with it. */
  get joinFile(): string {
    return join(this.folder, 'cgroup.procs');
  }

  /** Whether the kernel ended the run because it needed more than its cap. */
  async wasExceeded(): Promise<boolean> {
    const events = await readFile(join(this.folder, 'memory.events'), 'utf8').catch(() => '');
    return /^oom_kill [1-9]/m.test(events);
  }

  /** Succeeds once the last process in it is gone. */
  async remove(): Promise<void> {
    await rmdir(this.folder).catch(() => undefined); // left to the next start when a process in it cannot be ended
  }
}

/** Makes a control group (cgroup v2) for each run, where the system has given us a folder for it. */
export class MemoryGroups {
  private constructor(private readonly folder: string) {}

  /**
   * The group above ours, or our own, if its children may have a memory cap and we may make some; otherwise undefined. Systemd
   * offers that to a service with `Delegate=memory` and `DelegateSubgroup=`; containers seldom do.
   */
  static async find(root = '/sys/fs/cgroup', membership = '/proc/self/cgroup'): Promise<MemoryGroups | undefined> {
    const lines = await readFile(membership, 'utf8').catch(() => '');
    const own = /^0::(\/.*)$/m.exec(lines)?.[1];
    if (own === undefined) return undefined;
    for (const group of own === '/' ? [own] : [dirname(own), own]) {
      const folder = join(root, group);
      if (await offersMemory(folder)) return new MemoryGroups(folder);
    }
    return undefined;
  }

  async create(token: string, bytes: number): Promise<MemoryGroup> {
    const folder = join(this.folder, `${NAME_PREFIX}${token}`);
    await mkdir(folder);
    await writeFile(join(folder, 'memory.max'), String(bytes));
    // Swapping would only hide the excess, and a tool with half its processes killed would give half a result. Both are refinements.
    await writeFile(join(folder, 'memory.swap.max'), '0').catch(() => undefined);
    await writeFile(join(folder, 'memory.oom.group'), '1').catch(() => undefined);
    return new MemoryGroup(folder);
  }

  /** Removes the empty groups that an earlier server left. */
  async removeLeft(): Promise<void> {
    for (const name of await readdir(this.folder)) {
      if (name.startsWith(NAME_PREFIX)) await new MemoryGroup(join(this.folder, name)).remove();
    }
  }
}

async function offersMemory(folder: string): Promise<boolean> {
  try {
    const controllers = await readFile(join(folder, 'cgroup.subtree_control'), 'utf8');
    await access(folder, constants.W_OK);
    return controllers.trim().split(' ').includes('memory');
  } catch {
    return false; // an older kernel, or a tree that is read-only for us
  }
}
