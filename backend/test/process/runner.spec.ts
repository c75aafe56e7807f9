import { setTimeout as delay } from 'node:timers/promises';
import { type ProcessRunner } from '../../src/platform/process/process-runner.js';
import { backend, runnerPlaces } from './runner-places.js';
import { perl, shell } from './nasty-tools.js';
import { livingProcesses } from './living-processes.js';
import { LIMITS, TestRun } from './test-run.js';

afterAll(() => backend.remove());

describe.each(runnerPlaces())('a program in $name', ({ plan, runner: createRunner }) => {
  let runner: ProcessRunner;

  beforeAll(() => {
    runner = createRunner();
  });
  afterAll(() => runner.close());

  it('runs to its end and gives both streams', async () => {
    const run = new TestRun(runner, shell('echo out; echo err >&2'));

    const receipt = await run.receipt;

    expect(receipt).toMatchObject({
      exit: { code: 0, signal: null, truncated: false },
      bytes: { stdout: 4, stderr: 4 },
      droppedBytes: 0,
      survivors: [],
      tier: plan.tier,
    });
    expect(receipt.exit).not.toHaveProperty('endedBy');
    expect(receipt).not.toHaveProperty('endedInMs');
    expect(run.text).toEqual({ stdout: 'out\n', stderr: 'err\n' });
  });

  it('tells its exit code', async () => {
    const { exit } = await new TestRun(runner, shell('exit 3')).receipt;

    expect(exit).toEqual({ code: 3, signal: null, truncated: false });
  });

  it.each(['SEGV', 'KILL', 'TERM'])('tells that SIG%s ended it', async (name) => {
    const { exit } = await new TestRun(runner, shell(`kill -${name} $$`)).receipt;

    expect(exit).toEqual({ code: null, signal: `SIG${name}`, truncated: false });
  });

  it('adds nothing of its own to what the tool prints when a signal ends it', async () => {
    const run = new TestRun(runner, shell('echo mine >&2; kill -KILL $$'));

    await run.receipt;

    expect(run.text.stderr).toBe('mine\n');
  });

  it('says in words that a program is not there', async () => {
    const run = new TestRun(runner, { program: 'no-such-scanner', args: [], parsed: [] });

    const { exit, pids } = await run.receipt;

    expect(exit).toMatchObject({ code: null, error: expect.stringContaining('no-such-scanner was not found in /usr') });
    expect(pids).toEqual([]);
    expect(run.start).toBeUndefined();
  });

  it('says in words that the system refuses to start it', async () => {
    const { exit } = await new TestRun(runner, { program: 'sh', args: ['a\0b'], parsed: [] }).receipt;

    expect(exit).toMatchObject({ code: null, error: expect.stringContaining('could not be started') });
  });

  it('shows the tool the fixed environment and what it asked for, nothing of the server', async () => {
    // The shell of the wrapper adds PWD, which is the current folder anyway.
    const run = new TestRun(runner, {
      ...perl('print join "\\n", map { "$_=$ENV{$_}" } grep { $_ ne "PWD" } sort keys %ENV'),
      env: { EXTRA: 'yes', HOME: '/elsewhere' },
    });

    await run.receipt;

    const { workdir, token } = run;
    expect(run.text.stdout.split('\n')).toEqual([
      'EXTRA=yes',
      `HOME=${workdir}`,
      'LANG=C.UTF-8',
      'LC_ALL=C.UTF-8',
      expect.stringMatching(/^PATH=\/usr\/local\/sbin:.*:\/bin/),
      'PYTHONUNBUFFERED=1',
      `SCAN_TOKEN=${token}`,
      `TMPDIR=${workdir}`,
    ]);
  });

  it('gives it its folder, no input, and arguments that no shell has seen', async () => {
    const run = new TestRun(runner, shell('pwd; cat; printf "%s|" "$@"', '$(id)', '; ls', '-x', ''));

    await run.receipt;

    expect(run.text.stdout).toBe(`${run.workdir}\n$(id)|; ls|-x||`);
  });

  it('hands on no output before the start is stored', async () => {
    const events: string[] = [];
    const run = new TestRun(
      runner,
      shell('echo early; sleep 0.3'),
      {},
      {
        started: async ({ pid, argv }) => {
          await delay(300);
          events.push(`stored ${argv.join(' ')}`);
          expect(pid).toBeGreaterThan(1);
        },
        output: (_, chunk) => void events.push(new TextDecoder().decode(chunk)),
      },
    );

    const { pids } = await run.receipt;

    expect(events).toEqual([expect.stringMatching(/^stored \/\S*\/sh -c echo early; sleep 0\.3 tool$/), 'early\n']);
    expect(run.start?.startTime).toMatch(/\d/);
    expect(pids).toContain(run.start?.pid);
  });

  it('waits for a slow reader and loses nothing', async () => {
    let bytes = 0;
    let calls = 0;
    let most = 0;
    const run = new TestRun(
      runner,
      perl('for (1..64) { syswrite STDOUT, "x" x 65536; syswrite STDERR, "y" x 65536 }'),
      {},
      {
        output: async (_, chunk) => {
          most = Math.max(most, ++calls);
          await delay(2);
          bytes += chunk.length;
          calls -= 1;
        },
      },
    );

    const receipt = await run.receipt;

    expect(receipt.bytes).toEqual({ stdout: 64 * 65536, stderr: 64 * 65536 });
    expect(bytes).toBe(2 * 64 * 65536);
    expect(most).toBe(1);
  });

  it('makes the tool wait while its output is not taken', async () => {
    let letGo = (): void => undefined;
    const blocked = new Promise<void>((resolve) => (letGo = resolve));
    const run = new TestRun(
      runner,
      perl('for my $n (1..200) { syswrite STDOUT, "x" x 65536; open my $f, ">", "count"; print $f $n } print "end"'),
      {},
      { output: () => blocked },
    );
    let isOver = false;
    void run.receipt.then(() => (isOver = true));

    await delay(1000);
    const wasOver = isOver;
    letGo();

    expect(wasOver).toBe(false);
    expect((await run.receipt).bytes.stdout).toBe(200 * 65536 + 3);
  });

  it('ends the program before it passes on that its output cannot be stored', async () => {
    const marker = `sink-${process.pid}-${plan.tier}`;
    const tool = perl('$SIG{TERM} = "IGNORE"; $| = 1; print "a line\\n"; sleep 1 while 1', marker);
    const run = new TestRun(runner, tool, { graceMs: 100 }, { output: () => Promise.reject(new Error('disk full')) });

    await expect(run.receipt).rejects.toThrow('disk full');

    expect(livingProcesses(marker)).toEqual([]);
  });

  it('ends the program when its start cannot be stored, without reading a byte', async () => {
    const marker = `start-${process.pid}-${plan.tier}`;
    let pieces = 0;
    const run = new TestRun(
      runner,
      perl('$| = 1; print "a line\\n"; sleep 1 while 1', marker),
      { graceMs: 100 },
      { started: () => Promise.reject(new Error('database is gone')), output: () => void (pieces += 1) },
    );

    await expect(run.receipt).rejects.toThrow('database is gone');

    expect(pieces).toBe(0);
    expect(livingProcesses(marker)).toEqual([]);
  });

  it('starts nothing when the run was cancelled before', async () => {
    const run = new TestRun(runner, shell('echo never'));

    const { exit, pids } = await run.end('shutdown');

    expect(exit).toEqual({ code: null, signal: null, truncated: false, endedBy: 'shutdown' });
    expect(pids).toEqual([]);
  });

  it('is ended when it reaches its time limit', async () => {
    const run = new TestRun(runner, shell('echo some; sleep 60'), { timeLimitMs: 500 });

    const { exit, endedInMs, survivors } = await run.receipt;

    expect(exit).toMatchObject({ endedBy: 'time_limit', signal: 'SIGTERM' });
    expect(endedInMs).toBeLessThan(2000);
    expect(survivors).toEqual([]);
    expect(run.text.stdout).toBe('some\n');
  });

  it('is ended when it prints nothing for too long, and only then', async () => {
    const tool = shell('for i in 1 2 3 4 5 6; do echo $i; sleep 0.3; done; sleep 60');
    const run = new TestRun(runner, { ...tool, idleLimitSeconds: 1 });

    const { exit } = await run.receipt;

    expect(exit).toMatchObject({ endedBy: 'idle_limit' });
    expect(run.text.stdout).toBe('1\n2\n3\n4\n5\n6\n');
  });

  it('is not idle while its output waits to be taken', async () => {
    const tool = { ...shell('echo one; sleep 0.2; echo two'), idleLimitSeconds: 0.5 };
    const run = new TestRun(runner, tool, {}, { output: () => delay(800) });

    const { exit } = await run.receipt;

    expect(exit).toEqual({ code: 0, signal: null, truncated: false });
  });

  it('may use its last moment to save what it has', async () => {
    const run = new TestRun(
      runner,
      perl(
        '$SIG{TERM} = sub { select undef, undef, undef, 0.3; print "saved\\n"; exit 7 }; $| = 1; print "ready\\n"; sleep 1 while 1',
      ),
    );
    await run.ready;

    const { exit } = await run.end();

    expect(exit).toEqual({ code: 7, signal: null, truncated: false, endedBy: 'cancelled' });
    expect(run.text.stdout).toBe('ready\nsaved\n');
  });

  if (plan.tier !== 'group') {
    it('may not write a file larger than its limit', async () => {
      const tool = shell('head -c 3000000 /dev/zero > big; ls -ln big');

      const run = new TestRun(runner, tool, { maxFileBytes: 1_000_000 });
      await run.receipt;

      expect(run.text.stdout).toContain(' 1000000 ');
    });
  }

  it('fails in words in a folder that is not there', async () => {
    const receipt = await runner.run(
      { spec: shell('true'), token: 'nowhere', workdir: '/no/such/folder', limits: LIMITS },
      { started: () => undefined, output: () => undefined },
      new AbortController().signal,
    );

    expect(receipt.exit).toMatchObject({ code: null, error: expect.stringContaining('could not be started') });
  });
});
