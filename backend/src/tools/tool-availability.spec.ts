import { Cache } from '../cache/cache.js';
import { SystemClock } from '../platform/clock.js';
import { type Tool, type ToolManifest } from './tool-adapter.js';
import { ToolAvailability, VersionCommand } from './tool-availability.js';

class FakeCommand extends VersionCommand {
  calls = 0;
  constructor(private readonly answers: Readonly<Record<string, string>>) {
    super();
  }
  run([program = '']: readonly string[]) {
    this.calls += 1;
    const output = this.answers[program];
    return Promise.resolve(output === undefined ? undefined : { path: `/usr/bin/${program}`, output });
  }
}

function toolNamed(id: string): Tool {
  const manifest: ToolManifest = {
    id,
    name: id,
    description: '',
    subject: 'host',
    discovers: false,
    families: [],
    profiles: {},
    byDefault: true,
  };
  return {
    kind: 'external',
    manifest,
    version: { argv: [id, '--version'], parse: (output) => /version ([\d.]+)/.exec(output)?.[1] },
    install: { debian: `apt-get install ${id}`, other: 'see its site' },
    command: () => ({ program: id, args: [], parsed: [] }),
    parser: () => ({ write: () => [], end: () => ({ events: [], verdict: { outcome: 'succeeded', coverage: [] } }) }),
  };
}

describe(ToolAvailability.name, () => {
  let command: FakeCommand;
  let sut: ToolAvailability;

  beforeEach(() => {
    command = new FakeCommand({ nmap: '\u001b[1mNmap version 7.93\u001b[0m', other: 'hello' });
    sut = new ToolAvailability(command, new Cache({ enabled: true, maxSize: 100 }), new SystemClock(), 1000);
  });

  afterEach(() => jest.useRealTimers());

  it('finds a version through colours', async () => {
    expect(await sut.of(toolNamed('nmap'))).toMatchObject({ available: true, version: '7.93', path: '/usr/bin/nmap' });
  });

  it('says how to install what is missing', async () => {
    expect(await sut.of(toolNamed('ffuf'))).toMatchObject({
      available: false,
      reason: 'ffuf is not installed',
      install: { debian: 'apt-get install ffuf' },
    });
  });

  it('does not take another program of the same name for the tool', async () => {
    expect(await sut.of(toolNamed('other'))).toMatchObject({
      available: false,
      reason: expect.stringMatching(/other/),
    });
  });

  it('asks once for many callers, and again after the time to live or on demand', async () => {
    await Promise.all(Array.from({ length: 20 }, () => sut.of(toolNamed('nmap'))));
    expect(command.calls).toBe(1);

    jest.useFakeTimers({ now: Date.now() + 1001, advanceTimers: true });
    await sut.of(toolNamed('nmap'));
    expect(command.calls).toBe(2);

    sut.forget();
    await sut.of(toolNamed('nmap'));
    expect(command.calls).toBe(3);
  });
});
