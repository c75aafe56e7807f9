import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type NamespacePlan, wrapperCommand } from '../../src/platform/process/wrapper-command.js';
import { namespacePlan } from '../../src/platform/process/isolation.js';

/** Longer than the tool needs to start, were it let. */
const LONG_ENOUGH_MS = 800;

/** Stands for an `unshare` that is killed, as its parent's end does it, after its fork and before its child is tied to it. */
const KILLED_AFTER_FORK = `#!/usr/bin/perl
unless (fork) { select undef, undef, undef, 0.2; shift until $ARGV[0] eq '--'; shift; exec @ARGV }
kill 'KILL', $$;
`;
/** Starts what it is given, and leaves it a zombie when it ends. */
const FORGETFUL_PARENT = 'unless (fork) { exec @ARGV } select undef, undef, undef, 1';

describe('a tool whose server is killed in the very moment in which it starts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parallax-orphaned-'));
  const unshare = join(folder, 'unshare');
  const proof = join(folder, 'proof');
  let plan: NamespacePlan;

  beforeAll(async () => {
    writeFileSync(unshare, KILLED_AFTER_FORK);
    chmodSync(unshare, 0o755);
    const found = (await namespacePlan('own')) ?? (await namespacePlan('mapped'));
    if (found === undefined) throw new Error('Process namespaces are needed here: install util-linux and tini.');
    plan = found;
  });
  beforeEach(() => rmSync(proof, { force: true }));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const commandOf = (place: NamespacePlan, serverPid: number): readonly string[] =>
    wrapperCommand(place, { serverPid, maxFileBytes: 1000 }, ['/usr/bin/touch', proof]);

  async function run([file = '', ...args]: readonly string[]): Promise<void> {
    await once(spawn(file, args, { stdio: 'ignore' }), 'exit');
    await delay(LONG_ENOUGH_MS);
  }

  it('starts when nothing happens to it', async () => {
    await run(commandOf(plan, process.pid));

    expect(existsSync(proof)).toBe(true);
  });

  it('does not start when what tied it to the server is gone', async () => {
    await run(commandOf({ ...plan, unshare }, process.pid));

    expect(existsSync(proof)).toBe(false);
  });

  it('does not start when what tied it to the server is dead and only still listed', async () => {
    const guarded = commandOf({ ...plan, unshare }, 0).map((part) => (part === '0' ? 'PARENT' : part));
    const script = FORGETFUL_PARENT.replace('{ exec', '{ my $parent = getppid; s/^PARENT$/$parent/ for @ARGV; exec');
    await run(['/usr/bin/perl', '-e', script, '--', ...guarded]);

    expect(existsSync(proof)).toBe(false);
  });
});
